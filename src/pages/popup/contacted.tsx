// "Note a call, email or letter", for any company.
import { useState } from "preact/hooks";
import type { SiteView } from "../../core/commands/companies.ts";
import { ICONS } from "../../ui/icons.tsx";
import { later } from "../../ui/later.tsx";
import { t } from "../../ui/messages.ts";
import { ActText } from "./act-row.tsx";

const ContactForm = later(() => import("./contact-form.tsx").then((part) => part.ContactForm));

export function Contacted({ site }: { site: SiteView }) {
  const [open, setOpen] = useState(false);
  const [everOpen, setEverOpen] = useState(false);
  const press = () => {
    setOpen(!open);
    setEverOpen(true);
  };
  return (
    <>
      <button type="button" class="act-row" aria-expanded={open} data-testid="they-contacted" onClick={press}>
        <ActText icon={ICONS.call} text={t("they_contacted")} hint={t("they_contacted_hint")} />
      </button>
      {everOpen && <ContactForm site={site} open={open} onSaved={() => setOpen(false)} />}
    </>
  );
}
