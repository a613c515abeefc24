// The form of a contact, with the verdict by the user's rules at once. Loaded when it is opened.
import { useState } from "preact/hooks";
import type { SiteView } from "../../core/commands/companies.ts";
import type { LoggedContact } from "../../core/compliance/logged-contact.ts";
import {
  ContactFields,
  FIRST_CONTACT,
  saveContact,
  sayContactSaved,
} from "../../features/compliance/contact-fields.tsx";
import { ContactVerdict } from "../../features/compliance/contact-verdict.tsx";
import { ruleSentence } from "../../features/preferences/rule-sentence.ts";
import { t } from "../../ui/messages.ts";
import { useOnce } from "../../ui/once.ts";
import { dashboardLink } from "./frame.tsx";

export function ContactForm({ site, open, onSaved }: { site: SiteView; open: boolean; onSaved: () => void }) {
  const { company, name, products } = site;
  const [said, setSaid] = useState(FIRST_CONTACT);
  const [saved, setSaved] = useState<LoggedContact | null>(null);
  const save = async () => {
    const recorded = await saveContact(company, said);
    if (recorded === null) return false;
    setSaved(recorded.contact);
    onSaved();
    sayContactSaved(recorded, () => setSaved(null));
    return true;
  };
  return (
    <>
      {open && (
        <div class="stack">
          <ContactFields said={said} products={products} onChange={setSaid} />
          <SaveContact onSave={save} />
        </div>
      )}
      {saved !== null && (
        <div class="stack">
          <ContactVerdict contact={saved} company={name} ruleText={(rule) => ruleSentence(rule, products)} />
          <a data-testid="contact-next" {...dashboardLink(`companies/${company}/compliance`)}>
            {t("compliance_next")}
          </a>
        </div>
      )}
    </>
  );
}

/** Unmounts with its form, since a new form may note the same contact again. */
function SaveContact({ onSave }: { onSave: () => Promise<boolean> }) {
  const save = useOnce(onSave);
  return (
    <button type="button" class="primary start" data-testid="contact-save" onClick={() => void save()}>
      {t("contact_save")}
    </button>
  );
}
