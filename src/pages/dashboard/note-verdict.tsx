// Verdict on an unsaved contact: the same one that saving it stores.
import { ContactVerdict } from "../../features/compliance/contact-verdict.tsx";
import { lookAtContact } from "../../features/compliance/judge-contact.ts";
import { ruleSentence } from "../../features/preferences/rule-sentence.ts";
import { readCompanyName } from "../../record/company-links.ts";
import type { Channel, Kind } from "../../signal/vocabulary.ts";
import { useLive } from "../../ui/live.ts";
import { word } from "../../ui/messages.ts";
import { instantOfNote, type NoteForm } from "./note-form.ts";

interface Props {
  company: string;
  contact: { kind: Kind; channel: Channel };
  form: NoteForm;
  today: string;
  timeZone: string;
}

export function NoteVerdict({ company, contact, form, today, timeZone }: Props) {
  const at = instantOfNote(form, today, timeZone);
  const when = at === undefined ? {} : { at, timeUnknown: true };
  const judged = useLive(
    async () => ({
      detail: await lookAtContact({ company, ...contact, ...when }),
      name: await readCompanyName(company),
    }),
    [company, contact.kind, contact.channel, at],
  );
  if (judged === undefined) return null;
  const { detail, name } = judged;
  return (
    <div class="verdict" role="status" data-verdict={detail.verdict} data-testid="note-verdict">
      <strong>{word("verdict", detail.verdict)}</strong>
      <ContactVerdict contact={detail} company={name} ruleText={(rule) => ruleSentence(rule, [])} />
    </div>
  );
}
