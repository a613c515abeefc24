// Page of one company, at the address of any of its domains: timeline, feelings, permission, preferences.
import { companyName } from "../../core/companies/company-name.ts";
import { displayDomain } from "../../core/companies/domain-name.ts";
import { MergedInto } from "../../features/companies/merge-company.tsx";
import { readCompanyDomains } from "../../record/company-links.ts";
import { readCompany } from "../../record/read-record.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { later } from "../../ui/later.tsx";
import { useLive } from "../../ui/live.ts";
import { t } from "../../ui/messages.ts";
import { CompanyFeelings } from "./company-feelings.tsx";
import { SECTIONS } from "./known-routes.ts";
import { Timeline } from "./timeline.tsx";

const CompanyCompliance = later(() => import("./company-compliance.tsx").then((part) => part.CompanyCompliance));
const CompanyInsight = later(() =>
  import("../../features/insight/company-insight.tsx").then((part) => part.CompanyInsight),
);
const CompanyLetters = later(() => import("./company-letters.tsx").then((part) => part.CompanyLetters));
const CompanyPreferences = later(() => import("./company-preferences.tsx").then((part) => part.CompanyPreferences));
const CompanyShared = later(() => import("./company-shared.tsx").then((part) => part.CompanyShared));

async function readPage(domain: string) {
  const domains = await readCompanyDomains(domain);
  return { domains, row: await readCompany(domains[0]) };
}

/** `letter`: kind of letter in a link to this page. */
export function CompanyPage(props: { company: string; section: string; letter?: string | undefined }) {
  const { company: domain, section, letter } = props;
  const known = useLive(() => readPage(domain), [domain]);
  const [company, ...others] = known?.domains ?? [domain];
  const name = companyName(company, known?.row?.name);
  return (
    <div class="stack wide">
      <header class="row">
        <Avatar name={name} domain={company} size="large" />
        <div>
          <h1 data-testid="company-title">
            <bdi>{name}</bdi>
          </h1>
          {(name !== displayDomain(company) || others.length > 0) && (
            <bdi class="muted" data-testid="company-domains">
              {[company, ...others].map(displayDomain).join(" · ")}
            </bdi>
          )}
        </div>
      </header>
      {company !== domain && <MergedInto domain={domain} name={name} />}
      {known?.row === null && <p class="card">{t("company_unknown")}</p>}
      <nav class="sections" aria-label={name}>
        {SECTIONS.map((id) => (
          <a
            key={id}
            href={`#/companies/${company}/${id}`}
            aria-current={section === id ? "page" : undefined}
            data-testid={`section-${id}`}
          >
            {t(`section_${id}`)}
          </a>
        ))}
      </nav>
      {known !== undefined && <Section key={company} company={company} name={name} section={section} letter={letter} />}
    </div>
  );
}

function Section(props: { company: string; name: string; section: string; letter: string | undefined }) {
  const { company, name, section, letter } = props;
  if (section === "timeline") return <Timeline company={company} />;
  if (section === "feelings") return <CompanyFeelings company={company} />;
  if (section === "insight") return <CompanyInsight company={company} />;
  if (section === "preferences") return <CompanyPreferences company={company} name={name} />;
  if (section === "honour") return <CompanyCompliance company={company} name={name} />;
  if (section === "letters") return <CompanyLetters company={company} letter={letter} />;
  return section === "shared" ? <CompanyShared company={company} name={name} /> : null;
}
