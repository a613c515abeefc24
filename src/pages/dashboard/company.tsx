// Page of one company, at the address of any of its domains: its head, and three tabs with their sections.
import { companyName } from "../../core/companies/company-name.ts";
import { MergedInto } from "../../features/companies/merge-company.tsx";
import { TallyCard } from "../../features/insight/tally-card.tsx";
import { readCompanyDomains } from "../../record/company-links.ts";
import { readCompany } from "../../record/read-record.ts";
import { keysOf } from "../../signal/plain-objects.ts";
import { ICONS, Icon } from "../../ui/icons.tsx";
import { later } from "../../ui/later.tsx";
import { useLive } from "../../ui/live.ts";
import { t } from "../../ui/messages.ts";
import { CompanyFeelings } from "./company-feelings.tsx";
import { CompanyHeader } from "./company-head.tsx";
import { CompanyPromises } from "./company-promises.tsx";
import { CompanyQuestions } from "./company-questions.tsx";
import { TABS } from "./known-routes.ts";
import { Timeline } from "./timeline.tsx";

const DataCards = later(() => import("../../features/from-company/data-card.tsx").then((part) => part.DataCards));
const PromiseCards = later(() =>
  import("../../features/from-company/promise-card.tsx").then((part) => part.PromiseCards),
);
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
      <a class="button quiet start" href="#/companies" data-testid="company-back">
        <Icon d={ICONS.next} small turns="back" />
        {t("nav_companies")}
      </a>
      <CompanyHeader domains={[company, ...others]} name={name} row={known?.row ?? null} />
      {company !== domain && <MergedInto domain={domain} name={name} />}
      {known?.row === null && <p class="card">{t("company_unknown")}</p>}
      <CompanyQuestions domains={known?.domains ?? [domain]} name={name} />
      <Tabs company={company} name={name} section={section} />
      {known !== undefined && <Section key={company} company={company} name={name} section={section} letter={letter} />}
    </div>
  );
}

/** Three tabs, with the sections of the open one below. */
function Tabs({ company, name, section }: { company: string; name: string; section: string }) {
  const open = keysOf(TABS).find((tab) => isIn(TABS[tab], section)) ?? "diary";
  return (
    <>
      <nav class="sections" aria-label={name}>
        {keysOf(TABS).map((tab) => (
          <a
            key={tab}
            href={`#/companies/${company}/${TABS[tab][0]}`}
            aria-current={tab === open ? "true" : undefined}
            data-testid={`tab-${tab}`}
          >
            {t(`tab_${tab}`)}
          </a>
        ))}
      </nav>
      <nav class="segments" aria-label={t(`tab_${open}`)}>
        {TABS[open].map((id) => (
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
    </>
  );
}

const isIn = (sections: readonly string[], section: string): boolean => sections.includes(section);

function Section(props: { company: string; name: string; section: string; letter: string | undefined }) {
  const { company, name, section, letter } = props;
  if (section === "timeline")
    return (
      <div class="columns">
        <div class="stack wide">
          <Timeline company={company} />
        </div>
        <div class="stack wide">
          <TallyCard company={company} />
          <DataCards company={company} />
        </div>
      </div>
    );
  if (section === "feelings") return <CompanyFeelings company={company} />;
  if (section === "insight") return <CompanyInsight company={company} />;
  if (section === "preferences") return <CompanyPreferences company={company} name={name} />;
  if (section === "compliance")
    return (
      <>
        <PromiseCards company={company} />
        <CompanyPromises company={company} name={name} />
        <CompanyCompliance company={company} name={name} />
      </>
    );
  if (section === "letters") return <CompanyLetters company={company} letter={letter} />;
  return section === "shared" ? <CompanyShared company={company} name={name} /> : null;
}
