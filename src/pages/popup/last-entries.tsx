// The user's last entries about the company of the page in front.
import { useEffect, useState } from "preact/hooks";
import type { LastEntry } from "../../core/commands/timeline.ts";
import { valueText } from "../../features/feelings/rating-row.tsx";
import { send } from "../../platform/messages/send.ts";
import { onWrite } from "../../platform/messages/write-channel.ts";
import type { Word } from "../../signal/feeling-vocabulary.ts";
import type { Channel, Kind } from "../../signal/vocabulary.ts";
import { Face } from "../../ui/faces.tsx";
import { date, list } from "../../ui/formats.ts";
import { ICONS, Icon } from "../../ui/icons.tsx";
import { t, word } from "../../ui/messages.ts";
import { attempt } from "../../ui/refusals.ts";

/**
 * `except`: the visit that the faces above show, unless a contact was noted with it. Renders nothing without entries.
 */
export function LastEntries({ company, except }: { company: string; except: string | null }) {
  const [entries, setEntries] = useState<readonly LastEntry[]>([]);
  useEffect(() => {
    const look = () =>
      void attempt(send("look-at-entries", { company })).then((answer) => answer !== null && setEntries(answer));
    look();
    return onWrite(look);
  }, [company]);
  const shown = entries.filter((entry) => entry.id !== except || "about" in entry);
  if (shown.length === 0) return null;
  return (
    <section class="card" aria-labelledby="last-entries">
      <h2 id="last-entries">{t("last_entries")}</h2>
      <ul class="last-entries" data-testid="last-entries">
        {shown.map((entry) => (
          <li key={entry.id} data-testid="last-entry" data-kind={entry.kind}>
            {entry.kind === "visit" ? <Face value={entry.value} /> : <Icon d={iconOf(entry)} small />}
            <span class="said">
              {entryLine(entry)} {entry.kind === "visit" && <small class="muted">{visitDetail(entry)}</small>}
            </span>
            <small class="muted">{date(entry.at)}</small>
          </li>
        ))}
      </ul>
    </section>
  );
}

function iconOf(entry: Exclude<LastEntry, { kind: "visit" }>): string {
  if (entry.kind === "contact") return ICONS[entry.channel];
  return entry.kind === "letter" ? ICONS.write : ICONS.changes;
}

const contactText = (about: Kind, channel: Channel): string =>
  t("entry_contact", { kind: word("kind", about), channel: word("channel", channel) });

/** The contact that the visit was about, and its words. */
function visitDetail({ about, channel, words }: Extract<LastEntry, { kind: "visit" }>): string {
  const contact = about === undefined || channel === undefined ? [] : [contactText(about, channel)];
  return [...contact, ...(words.length === 0 ? [] : [list(words.map(wordOf))])].join(" · ");
}

const wordOf = (one: Word): string => word("word", one);

function entryLine(entry: LastEntry): string {
  if (entry.kind === "visit") return valueText(entry.value);
  if (entry.kind === "contact") return contactText(entry.about, entry.channel);
  return entry.kind === "letter"
    ? t("last_letter", { letter: word("letter_kind", entry.letter) })
    : word("event", entry.type);
}
