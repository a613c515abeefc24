// One entry of a timeline as a sentence.
import { SharedDetail } from "../../core/delivery.ts";
import { type Letter, letterOf } from "../../core/letter.ts";
import { date, list, t, word } from "../../ui/messages.ts";
import type { Entry } from "./read-timeline.ts";

export function entryText(entry: Entry, valueText: (value: -2 | -1 | 0 | 1 | 2) => string): string {
  if (entry.kind === "feeling") return t("entry_feeling", { value: valueText(entry.feeling.value) });
  if (entry.kind === "receipt") return word("timeline_receipt", entry.receipt.direction);
  const { type, detail } = entry.event;
  if (type === "told" && "granted" in detail) {
    const parts = Object.entries(detail.granted as Record<string, boolean>).flatMap(([part, on]) =>
      on ? [word("part_inline", part)] : [],
    );
    return t("entry_allowed", { parts: list(parts) });
  }
  if (type === "told" && "revoked" in detail) return t("entry_revoked");
  const shared = SharedDetail.safeParse(detail);
  if (type === "told" && shared.success)
    return t(shared.data.withdrawn === true ? "entry_share_withdrawn" : "entry_shared");
  const letter = letterOf(entry.event);
  if (letter !== null) return letterText(letter);
  if (type === "answered") return t("entry_answered");
  return word("event", type);
}

function letterText({ letter, state, due }: Letter): string {
  const sent = word("letter_kind", letter);
  return state === "open"
    ? t("entry_letter_open", { letter: sent, date: date(due) })
    : t("entry_letter", { letter: sent, state: word("letter_state", state) });
}
