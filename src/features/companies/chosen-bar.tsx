// Bar of acts on several companies at once: set their kind, mute, merge, stop reading, delete.
import { grantState } from "../../core/sharing/grant.ts";
import { instantNow } from "../../platform/clock.ts";
import { SECTORS } from "../../signal/sectors.ts";
import { Select } from "../../ui/controls.tsx";
import { list } from "../../ui/formats.ts";
import { plural, t, word } from "../../ui/messages.ts";
import { useOnce } from "../../ui/once.ts";
import { editEach, mergeAll, removeAll, takeBackEach } from "./chosen-acts.ts";
import type { CompanyRow } from "./read-companies.ts";

interface Props {
  rows: readonly CompanyRow[];
  /** True if the list shows other companies that are not chosen. */
  hasMore: boolean;
  onAll: () => void;
  /** Called after a completed act, and to clear the choice. */
  onDone: () => void;
}

export const CHOSEN_BAR = "chosen-bar";

export function ChosenBar({ rows, hasMore, onAll, onDone }: Props) {
  const ids = rows.map(({ id }) => id);
  const names = rows.map(({ name }) => name);
  const now = instantNow();
  const reading = rows.flatMap(({ grants }) =>
    grants.filter((grant) => ["live", "paused"].includes(grantState(grant, now))).map(({ id }) => id),
  );
  const finish = async (work: Promise<boolean>): Promise<boolean> => {
    const isDone = await work;
    if (isDone) onDone();
    return isDone;
  };
  const mute = useOnce(() => finish(editEach(ids, { muted: true })), "mute");
  const merge = useOnce(() => finish(mergeAll(rows)), "merge");
  const takeBack = useOnce(() => finish(takeBackEach(reading)), "take back");
  const remove = useOnce(() => finish(removeAll(rows, reading.length > 0)), "remove");
  const leaveByEscape = (event: KeyboardEvent) => {
    // An open list handles Escape itself.
    if (event.key === "Escape" && !(event.target instanceof HTMLSelectElement)) onDone();
  };
  return (
    <section
      id={CHOSEN_BAR}
      tabIndex={-1}
      class="chosen"
      aria-label={plural("chosen", rows.length)}
      data-testid="chosen"
      data-count={rows.length}
      onKeyDown={leaveByEscape}
    >
      <p>
        <strong>{plural("chosen", rows.length)}</strong> <span class="muted">{list(names)}</span>
      </p>
      <Select
        label={t("sector_label")}
        hideLabel
        value=""
        options={[
          { value: "", label: t("chosen_sector") },
          ...SECTORS.map((value) => ({ value, label: word("sector", value) })),
        ]}
        testId="chosen-sector"
        onPick={(sector) => sector !== "" && void finish(editEach(ids, { sector }))}
      />
      <button type="button" data-testid="chosen-mute" onClick={() => void mute()}>
        {t("chosen_mute")}
      </button>
      {rows.length > 1 && (
        <button type="button" data-testid="chosen-merge" onClick={() => void merge()}>
          {t("chosen_merge")}
        </button>
      )}
      {reading.length > 0 && (
        <button type="button" class="danger" data-testid="chosen-revoke" onClick={() => void takeBack()}>
          {t("chosen_revoke")}
        </button>
      )}
      <button type="button" class="danger" data-testid="chosen-remove" onClick={() => void remove()}>
        {t("chosen_remove")}
      </button>
      {hasMore && (
        <button type="button" class="link" data-testid="chosen-all" onClick={onAll}>
          {t("chosen_all")}
        </button>
      )}
      <button type="button" class="link" data-testid="chosen-clear" onClick={onDone}>
        {t("chosen_clear")}
      </button>
    </section>
  );
}
