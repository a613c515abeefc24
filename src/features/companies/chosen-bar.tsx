// Acts on several companies at once: their kind, quiet, one company, no more reading. Each has one Undo.
import { grantState } from "../../core/sharing/grant.ts";
import { instantNow } from "../../platform/clock.ts";
import { send } from "../../platform/messages/send.ts";
import { SECTORS } from "../../signal/sectors.ts";
import { confirm } from "../../ui/confirm.tsx";
import { confirmDisclosure } from "../../ui/confirm-disclosure.ts";
import { Select } from "../../ui/controls.tsx";
import { list, plural, t, word } from "../../ui/messages.ts";
import { useOnce } from "../../ui/once.ts";
import { attempt } from "../../ui/refusals.ts";
import { say } from "../../ui/toast.tsx";
import { undoBatches } from "../../ui/undo.ts";
import type { CompanyEdit } from "./merge-company.tsx";
import type { CompanyRow } from "./read-companies.ts";

interface Props {
  rows: readonly CompanyRow[];
  onDone: () => void;
}

/** Null if it was declined or refused. */
type Act = (company: string) => Promise<{ batch: string | null } | null>;

const editing =
  (fields: CompanyEdit): Act =>
  (company) =>
    confirmDisclosure((confirmed) => attempt(send("edit-company", { company, ...fields, confirmed })));

/** Stops at the first act that was declined or refused; those before it stay, and Undo reverts them. */
async function actOnEach(companies: readonly string[], act: Act): Promise<boolean> {
  const batches: string[] = [];
  let isDone = true;
  for (const company of companies) {
    const done = await act(company);
    if (done?.batch) batches.push(done.batch);
    isDone = done !== null;
    if (!isDone) break;
  }
  if (batches.length > 0) say(plural("chosen_done", batches.length), () => void undoBatches(batches));
  return isDone;
}

export function ChosenBar({ rows, onDone }: Props) {
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
  const mute = useOnce(() => finish(actOnEach(ids, editing({ muted: true }))), "mute");
  const merge = useOnce(() => finish(mergeAll(rows)), "merge");
  const takeBack = useOnce(
    () => finish(actOnEach(reading, (company) => attempt(send("revoke-company", { company })))),
    "take back",
  );
  return (
    <section class="chosen" aria-label={plural("chosen", rows.length)} data-testid="chosen" data-count={rows.length}>
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
        onPick={(sector) => sector !== "" && void finish(actOnEach(ids, editing({ sector })))}
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
      <button type="button" class="link" data-testid="chosen-clear" onClick={onDone}>
        {t("chosen_clear")}
      </button>
    </section>
  );
}

/** The company with the most days noted keeps its name: the others become addresses of it. */
async function mergeAll(rows: readonly CompanyRow[]): Promise<boolean> {
  const [main, ...others] = [...rows].sort((one, other) => (other.counter?.days ?? 0) - (one.counter?.days ?? 0));
  if (main === undefined) return false;
  const isWanted = await confirm({
    title: t("chosen_merge_title", { company: main.name }),
    lines: others.map(({ name }) => t("chosen_merge_line", { company: name, main: main.name })),
    yes: t("chosen_merge"),
    no: t("rule_discard"),
  });
  const merging = others.map(({ id }) => id);
  return isWanted && actOnEach(merging, editing({ sameAs: main.id }));
}
