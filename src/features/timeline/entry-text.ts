// One timeline entry as a sentence, and all of its searchable text.
import { contactOf } from "../../core/compliance/logged-contact.ts";
import { type Letter, letterOf } from "../../core/letters/letter.ts";
import { subjectKey } from "../../core/preferences/resolution.ts";
import type { TimelineEvent } from "../../core/record/tables.ts";
import { SharedDetail } from "../../core/sharing/delivery.ts";
import { receiptKind } from "../../core/sharing/receipt.ts";
import { type DataDetail, dataOf } from "../../core/timeline/company-data.ts";
import { keptPromiseOf } from "../../core/timeline/promise-text.ts";
import { dueOf, NOTE_TEXT_MOST } from "../../core/timeline/timeline-note.ts";
import { displayText } from "../../signal/display-text.ts";
import { dataEntryText } from "../../ui/data-entry-text.ts";
import { date, list, money } from "../../ui/formats.ts";
import { t, word } from "../../ui/messages.ts";
import type { Entry } from "./entry.ts";

type ValueText = (value: -2 | -1 | 0 | 1 | 2) => string;

export function entryText(entry: Entry, valueText: ValueText): string {
  if (entry.kind === "feeling") return t("entry_feeling", { value: valueText(entry.feeling.value) });
  if (entry.kind === "receipt") return word("timeline_receipt", receiptKind(entry.receipt));
  return eventText(entry.event);
}

function eventText(event: TimelineEvent): string {
  const { type, detail } = event;
  if (type === "told" && typeof detail.granted === "object" && detail.granted !== null) {
    const parts = Object.entries(detail.granted).flatMap(([part, on]) => (on ? [word("part_inline", part)] : []));
    return t("entry_allowed", { parts: list(parts) });
  }
  if (type === "told" && "revoked" in detail) return t("entry_revoked");
  const shared = SharedDetail.safeParse(detail);
  if (type === "told" && shared.success) return toldText(shared.data);
  if (type === "answered" && "said" in detail) return t("entry_answered");
  if (type === "answered" && "reply" in detail) return t("entry_reply");
  const [letter, contact, data] = [letterOf(event), contactOf(event), dataOf(event)];
  if (data !== null) return dataText(data);
  if (keptPromiseOf(event) !== null) return t("entry_promise_text");
  if (letter !== null) return letterText(letter);
  if (contact !== null)
    return t("entry_contact", { kind: word("kind", contact.kind), channel: word("channel", contact.channel) });
  return notedText(event);
}

function toldText({ shared, withdrawn }: SharedDetail): string {
  if (withdrawn !== true) return word("entry_told", shared);
  return t(shared === "feeling" ? "entry_share_withdrawn" : "entry_told_withdrawn");
}

function dataText({ data, amount, currency, from }: DataDetail): string {
  const sum = amount === undefined || currency === undefined ? undefined : { value: amount, currency };
  return dataEntryText({ kind: data, from, amount: sum });
}

function notedText(event: TimelineEvent): string {
  const { type, detail } = event;
  const due = dueOf(event);
  if (type === "promise" && due !== null) return t("entry_promise", { date: date(due) });
  if (type === "resolved" && "promise" in detail) return t("entry_promise_kept");
  if (type === "breach" && "promise" in detail) return t("entry_promise_broken");
  const { amount, currency } = detail;
  if (type === "purchase" && typeof amount === "number") {
    const known = typeof currency === "string" && /^[A-Z]{3}$/.test(currency);
    return t("entry_purchase", { amount: known ? money(amount, currency) : amount });
  }
  return word("event", type);
}

function letterText({ letter, state, due }: Letter): string {
  const sent = word("letter_kind", letter);
  return state === "open"
    ? t("entry_letter_open", { letter: sent, date: date(due) })
    : t("entry_letter", { letter: sent, state: word("letter_state", state) });
}

/** The text beside an entry, made safe to show, since it may come from a company's file. */
export function entryNote(entry: Entry): string | null {
  if (entry.kind === "receipt") return null;
  if (entry.kind === "feeling") return entry.feeling.note ?? null;
  const { reply, text = reply, by } = entry.event.detail;
  if (typeof text !== "string" || text === "") return null;
  return by === "user" ? text : displayText(text, NOTE_TEXT_MOST);
}

/** True if an entry contains every searched word, ignoring case and accents. */
export function entryMatcher(search: string, valueText: ValueText): (entry: Entry, name: string) => boolean {
  const searched = subjectKey(search).split(" ");
  return (entry, name) => {
    const said = subjectKey([name, entry.company, entryText(entry, valueText), ...wordsOf(entry)].join(" "));
    return searched.every((one) => said.includes(one));
  };
}

function wordsOf(entry: Entry): string[] {
  const note = entryNote(entry) ?? "";
  if (entry.kind === "event")
    return [note, ...[entry.event.detail.product, entry.event.detail.reference].map((said) => String(said ?? ""))];
  if (entry.kind === "receipt") return [note];
  const { words = [], about = [], wanted = "" } = entry.feeling;
  return [note, wanted, ...words.map((one) => word("word", one)), ...about.map((tag) => word("tag", tag))];
}
