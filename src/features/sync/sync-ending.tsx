// The two ends of sync: stopping on this device, and erasing the copy in the storage. Both keep the record here.
import type { SyncReport } from "../../core/commands/sync.ts";
import { send } from "../../platform/messages/send.ts";
import { confirm } from "../../ui/confirm.tsx";
import { t } from "../../ui/messages.ts";
import { attempt } from "../../ui/refusals.ts";
import { say } from "../../ui/toast.tsx";
import { placeText } from "./place-text.ts";

interface EndingProps {
  place: NonNullable<SyncReport["place"]>;
  again: () => Promise<void>;
}

export function SyncEnding({ place, again }: EndingProps) {
  return (
    <section class="card" aria-labelledby="sync-end">
      <h2 id="sync-end">{t("sync_end")}</h2>
      <div class="row">
        <button type="button" data-testid="sync-leave" onClick={() => void leave(again)}>
          {t("sync_leave")}
        </button>
        <button type="button" class="danger" data-testid="sync-erase" onClick={() => void erase(place, again)}>
          {t("sync_erase")}
        </button>
      </div>
    </section>
  );
}

async function leave(again: () => Promise<void>): Promise<void> {
  const yes = await confirm({
    title: t("sync_leave_title"),
    lines: [t("sync_leave_stays"), t("sync_leave_forgets")],
    yes: t("sync_leave_yes"),
    no: t("rule_discard"),
  });
  if (yes && (await attempt(send("leave-sync", {}))) !== null) say(t("sync_left_now"));
  await again();
}

async function erase(place: EndingProps["place"], again: () => Promise<void>): Promise<void> {
  const yes = await confirm({
    title: t("sync_erase_title"),
    lines: [t("sync_erase_gone", { place: placeText(place) }), t("sync_erase_stays")],
    yes: t("sync_erase_yes"),
    no: t("rule_discard"),
  });
  if (yes && (await attempt(send("erase-vault", {}))) !== null) say(t("sync_erased_now"));
  await again();
}
