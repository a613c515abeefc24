// A company's compliance section: every logged contact beside its rule, and the next steps.
import { complaintText } from "../../features/compliance/complaint-text.ts";
import { Complaint, ComplianceCounts, ComplianceRow } from "../../features/compliance/compliance-list.tsx";
import { NoteContact } from "../../features/compliance/note-contact.tsx";
import { readCompliance } from "../../features/compliance/read-compliance.ts";
import { ruleSentence, subjectLabel } from "../../features/preferences/rule-sentence.ts";
import { localDate } from "../../platform/clock.ts";
import { productsOf, readCompanyFiles } from "../../record/company-file.ts";
import { readTimeZone } from "../../record/read-record.ts";
import { Guard } from "../../ui/guard.tsx";
import { ICONS, Icon } from "../../ui/icons.tsx";
import { useLive } from "../../ui/live.ts";
import { t } from "../../ui/messages.ts";

async function readPage(company: string) {
  const [ledger, stored, timeZone] = await Promise.all([
    readCompliance(company),
    readCompanyFiles(company),
    readTimeZone(),
  ]);
  return { ledger, products: stored.flatMap(productsOf), takesPart: stored[0]?.id ?? null, today: localDate(timeZone) };
}

export function CompanyCompliance({ company, name }: { company: string; name: string }) {
  const known = useLive(() => readPage(company), [company]);
  if (known === undefined) return null;
  const { ledger, products, takesPart, today } = known;
  const ruleText = (rule: Parameters<typeof ruleSentence>[0]) => ruleSentence(rule, products);
  const productText = (product: string) => subjectLabel({ label: product, product }, products);
  const complaint = complaintText(ledger.contacts, name, { ruleText, productText, today });
  return (
    <>
      <section class="card" aria-labelledby="compliance">
        <h2 id="compliance">{t("fact_contacts")}</h2>
        <p class="muted">{t("compliance_intro", { company: name })}</p>
        <NoteContact company={company} products={products} />
        {ledger.contacts.length === 0 ? <p>{t("compliance_empty")}</p> : <ComplianceCounts {...ledger} />}
        <ul class="entries">
          {ledger.contacts.map((contact) => (
            <Guard key={contact.id}>
              <ComplianceRow contact={contact} company={name} ruleText={ruleText} />
            </Guard>
          ))}
        </ul>
      </section>
      {complaint !== null && (
        <section class="card" aria-labelledby="compliance-next">
          <h2 id="compliance-next">{t("compliance_next")}</h2>
          <ul class="card-rows">
            {ledger.contacts.some(({ readable }) => !readable) && (
              <Next
                href={takesPart === null ? `#/companies/${company}/letters` : `https://${takesPart}/`}
                testId="compliance-tell"
                icon={takesPart === null ? ICONS.write : ICONS.shared}
                text={t(takesPart === null ? "compliance_tell_letter" : "compliance_tell_page", { company: name })}
              />
            )}
            <Next
              href={`#/companies/${company}/letters/objection`}
              testId="compliance-objection"
              icon={ICONS.stop}
              text={t("compliance_objection")}
            />
          </ul>
          <Complaint text={complaint} />
        </section>
      )}
    </>
  );
}

const Next = ({ href, testId, icon, text }: { href: string; testId: string; icon: string; text: string }) => (
  <li>
    <a class="list-row" href={href} data-testid={testId}>
      <span class="tile">
        <Icon d={icon} />
      </span>
      <span class="said">{text}</span>
      <Icon d={ICONS.next} small turns="on" />
    </a>
  </li>
);
