// One company: its timeline, what was felt, what it may do, what it sees.
import { grantState } from "../../core/grant.ts";
import { readSharing } from "../../features/sharing/read-sharing.ts";
import { ReceiptItem } from "../../features/sharing/receipt-item.tsx";
import { instantNow } from "../../platform/clock.ts";
import { readCompany, readGrant } from "../../platform/record.ts";
import { useLive } from "../../ui/live.ts";
import { type MessageKey, t } from "../../ui/messages.ts";
import { CompanyFeelings } from "./company-feelings.tsx";
import { CompanyHonour } from "./company-honour.tsx";
import { CompanyInsight } from "./company-insight.tsx";
import { CompanyLetters } from "./company-letters.tsx";
import { CompanyPreferences } from "./company-preferences.tsx";
import { GrantControls } from "./grant-controls.tsx";
import { Timeline } from "./timeline.tsx";

const SECTIONS: readonly [string, MessageKey][] = [
  ["timeline", "section_timeline"],
  ["feelings", "section_feelings"],
  ["insight", "section_insight"],
  ["preferences", "section_preferences"],
  ["shared", "section_shared"],
  ["honour", "section_honour"],
  ["letters", "section_letters"],
];

/** `letter`: the kind of letter that a link leads to. */
export function CompanyPage(props: { company: string; section: string; letter?: string | undefined }) {
  const { company, section, letter } = props;
  const known = useLive(async () => ({ row: await readCompany(company), grant: await readGrant(company) }), [company]);
  const name = known?.row?.name ?? company;
  return (
    <div class="stack wide">
      <header class="row">
        <span class="avatar" aria-hidden="true">
          {[...name][0]?.toUpperCase()}
        </span>
        <div>
          <h1 data-testid="company-title">
            <bdi>{name}</bdi>
          </h1>
          {name !== company && <bdi class="muted">{company}</bdi>}
        </div>
      </header>
      {known?.row === null && <p class="card">{t("company_unknown")}</p>}
      <nav class="sections" aria-label={name}>
        {SECTIONS.map(([id, title]) => (
          <a
            key={id}
            href={`#/companies/${company}/${id}`}
            aria-current={section === id ? "page" : undefined}
            data-testid={`section-${id}`}
          >
            {t(title)}
          </a>
        ))}
      </nav>
      {section === "timeline" && <Timeline company={company} />}
      {section === "feelings" && <CompanyFeelings company={company} />}
      {section === "insight" && <CompanyInsight company={company} />}
      {section === "preferences" && <CompanyPreferences company={company} name={name} />}
      {section === "honour" && <CompanyHonour company={company} name={name} />}
      {section === "letters" && <CompanyLetters company={company} letter={letter} />}
      {section === "shared" && (
        <Shared company={company} name={name} state={grantState(known?.grant ?? undefined, instantNow())} />
      )}
    </div>
  );
}

const PAGE = 100;

function Shared({ company, name, state }: { company: string; name: string; state: ReturnType<typeof grantState> }) {
  const sharing = useLive(() => readSharing(company, { most: PAGE }), [company]);
  if (sharing === undefined) return null;
  return (
    <div class="stack">
      <GrantControls company={company} name={name} state={state} />
      <ul class="stack">
        {sharing.receipts.map((one) => (
          <ReceiptItem key={one.receipt.id} {...one} />
        ))}
      </ul>
    </div>
  );
}
