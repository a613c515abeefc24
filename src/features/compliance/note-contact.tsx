// Form that notes a call or message of a company, beside the list of its compliance.
import { useState } from "preact/hooks";
import type { Product } from "../../signal/participation-schema.ts";
import { t } from "../../ui/messages.ts";
import { useOnce } from "../../ui/once.ts";
import { ContactFields, FIRST_CONTACT, saveContact, sayContactSaved } from "./contact-fields.tsx";

interface Props {
  company: string;
  products: readonly Product[];
}

export function NoteContact(props: Props) {
  const [open, setOpen] = useState(false);
  return (
    <section class="stack" aria-label={t("compliance_add")}>
      <button
        type="button"
        class="start"
        aria-expanded={open}
        data-testid="compliance-add"
        onClick={() => setOpen(!open)}
      >
        {t("compliance_add")}
      </button>
      {open && <Form {...props} onSaved={() => setOpen(false)} />}
    </section>
  );
}

function Form({ company, products, onSaved }: Props & { onSaved: () => void }) {
  const [said, setSaid] = useState(FIRST_CONTACT);
  const save = useOnce(async () => {
    const recorded = await saveContact(company, said);
    if (recorded === null) return false;
    sayContactSaved(recorded);
    onSaved();
    return true;
  });
  return (
    <div class="card stack">
      <ContactFields said={said} products={products} onChange={setSaid} />
      <button type="button" class="primary start" data-testid="contact-save" onClick={() => void save()}>
        {t("contact_save")}
      </button>
    </div>
  );
}
