// Sheet "Note a visit or call": the way, the feeling, the reason, the words and the promise. One sheet, one Save.
import { useEffect } from "preact/hooks";
import { localDate } from "../../platform/clock.ts";
import { drafts } from "../../platform/session/drafts.ts";
import { readSuffixList } from "../../platform/suffix-list.ts";
import { readTimeZone } from "../../record/read-record.ts";
import { useDraft } from "../../ui/draft.ts";
import { later } from "../../ui/later.tsx";
import { useLive } from "../../ui/live.ts";
import { t } from "../../ui/messages.ts";
import { makeSheet } from "../../ui/sheet.tsx";
import { type NoteForm, newNote, readNoteForm } from "./note-form.ts";

interface Opened {
  /** Null on a page of all companies, on which the sheet asks for the company. */
  company: string | null;
  start: Partial<NoteForm>;
}

const { open, close, Sheet } = makeSheet<Opened>();

export const openNote = (company: string | null = null, start: Partial<NoteForm> = {}): void =>
  open({ company, start });

/** Loads with the suffix list: the sheet maps addresses to companies. */
const Fields = later(async () => {
  const [part] = await Promise.all([import("./note-fields.tsx"), readSuffixList()]);
  return part.NoteFields;
});

async function readKnown() {
  const timeZone = await readTimeZone();
  return { timeZone, today: localDate(timeZone) };
}

/** The dashboard renders this once. */
export const NoteSheet = () => (
  <Sheet title={t("note_title")} testId="note-sheet">
    {(opened) => <Drafted key={opened.company ?? ""} {...opened} />}
  </Sheet>
);

/** Shows unsaved text again. A face that opened the sheet replaces the one of the draft. */
function Drafted({ company, start }: Opened) {
  const known = useLive(readKnown, []);
  const draft = useDraft(drafts, `note ${company ?? ""}`, readNoteForm);
  const isRead = draft.value !== undefined;
  useEffect(() => {
    const own = company === null ? {} : { company };
    if (isRead) draft.show((typed) => ({ ...(typed ?? newNote()), ...own, ...start }));
  }, [isRead]);
  if (known === undefined || draft.value === undefined || draft.value === null) return null;
  return (
    <Fields
      {...known}
      form={draft.value}
      asksCompany={company === null}
      onChange={draft.keep}
      onSaved={() => {
        draft.keep(null);
        close();
      }}
    />
  );
}
