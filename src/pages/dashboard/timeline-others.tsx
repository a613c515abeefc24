// Types in the timeline's editor that belong to other features: a feeling about a call or a shop, and a contact.
import { useState } from "preact/hooks";
import {
  ContactFields,
  FIRST_CONTACT,
  saveContact,
  sayContactSaved,
} from "../../features/compliance/contact-fields.tsx";
import { verdictText } from "../../features/compliance/contact-verdict.tsx";
import { RatingRow } from "../../features/feelings/rating-row.tsx";
import { ruleSentence } from "../../features/preferences/rule-sentence.ts";
import type { Moment } from "../../features/timeline/event-check.ts";
import type { OtherType } from "../../features/timeline/event-editor.tsx";
import { instantNow } from "../../platform/clock.ts";
import { send } from "../../platform/messages/send.ts";
import { productsOf, readCompanyFile } from "../../record/company-file.ts";
import type { Value } from "../../signal/feeling-vocabulary.ts";
import { useLive } from "../../ui/live.ts";
import { t, word } from "../../ui/messages.ts";
import { attempt } from "../../ui/refusals.ts";
import { complain } from "../../ui/toast.tsx";
import { sayWithUndo } from "../../ui/undo.ts";

export function useOtherTypes(): readonly OtherType[] {
  const [value, setValue] = useState<Value | null>(null);
  const [said, setSaid] = useState(FIRST_CONTACT);
  const choose = (chosen: Value) => {
    setValue(chosen);
    return undefined;
  };
  const feeling: OtherType = {
    type: "feeling",
    label: word("filter", "feeling"),
    timed: false,
    fields: () => <RatingRow value={value} onRate={choose} />,
    save: async (company, moment, text) => {
      if (value === null) complain(t("event_feeling_missing"));
      const saved = value !== null && (await saveFeeling(company, { value, at: moment.at, text }));
      if (saved) setValue(null);
      return saved;
    },
  };
  const contact: OtherType = {
    type: "contact",
    label: word("filter", "contact"),
    timed: true,
    fields: (company) => <Contact key={company} company={company} said={said} onChange={setSaid} />,
    save: async (company, { at, timeUnknown }) => {
      const when = { ...(at === undefined ? {} : { at }), ...(timeUnknown ? { timeUnknown } : {}) };
      const recorded = await saveContact(company, said, when);
      if (recorded !== null) sayContactSaved(recorded, undefined, verdictText(recorded.contact, ruleSentence));
      return recorded !== null;
    },
  };
  return [feeling, contact];
}

function Contact(props: {
  company: string | null;
  said: typeof FIRST_CONTACT;
  onChange: (said: typeof FIRST_CONTACT) => void;
}) {
  const { company, said, onChange } = props;
  const products = useLive(
    async () => productsOf(company === null ? undefined : await readCompanyFile(company)),
    [company],
  );
  return <ContactFields said={said} products={products ?? []} onChange={onChange} />;
}

interface TypedFeeling extends Pick<Moment, "at"> {
  value: Value;
  text: string;
}

/** Undo of the feeling also reverts its note. */
async function saveFeeling(company: string, { value, at, text }: TypedFeeling): Promise<boolean> {
  const payload = { company, value, another: true, at: at ?? instantNow() };
  const rated = await attempt(send("rate-visit", payload));
  if (rated === null) return false;
  const note = text.trim();
  if (note !== "") await attempt(send("describe-feeling", { id: rated.feeling.id, detail: { note } }));
  if (rated.batch !== null) sayWithUndo(t("saved_rating"), rated.batch);
  return true;
}
