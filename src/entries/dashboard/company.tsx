// One company: its timeline, what was felt, what it may do, what it sees.
import { useState } from "preact/hooks";
import { grantState } from "../../core/grant.ts";
import { valueText } from "../../features/feelings/rating-row.tsx";
import { readSharing } from "../../features/sharing/read-sharing.ts";
import { ReceiptItem } from "../../features/sharing/receipt-item.tsx";
import { entryText } from "../../features/timeline/entry-text.ts";
import { type Entry, readTimeline } from "../../features/timeline/read-timeline.ts";
import { instantNow } from "../../platform/clock.ts";
import { readCompany, readGrant } from "../../platform/record.ts";
import { Face } from "../../ui/faces.tsx";
import { useLive } from "../../ui/live.ts";
import { type MessageKey, moment, month, t } from "../../ui/messages.ts";
import { CompanyFeelings } from "./company-feelings.tsx";
import { CompanyLetters } from "./company-letters.tsx";
import { CompanyPreferences } from "./company-preferences.tsx";
import { GrantControls } from "./grant-controls.tsx";

const SECTIONS: readonly [string, MessageKey][] = [
  ["timeline", "section_timeline"],
  ["feelings", "section_feelings"],
  ["preferences", "section_preferences"],
  ["shared", "section_shared"],
  ["letters", "section_letters"],
];

export function CompanyPage({ company, section }: { company: string; section: string }) {
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
      {section === "preferences" && <CompanyPreferences company={company} name={name} />}
      {section === "letters" && <CompanyLetters company={company} />}
      {section === "shared" && (
        <Shared company={company} name={name} state={grantState(known?.grant ?? undefined, instantNow())} />
      )}
    </div>
  );
}

const PAGE = 100;

function Timeline({ company }: { company: string }) {
  const [most, setMost] = useState(PAGE);
  const entries = useLive(() => readTimeline(company, most), [company, most]);
  if (entries === undefined) return null;
  if (entries.length === 0) return <p class="card">{t("timeline_empty")}</p>;
  const months = new Map<string, Entry[]>();
  for (const entry of entries) months.set(entry.at.slice(0, 7), [...(months.get(entry.at.slice(0, 7)) ?? []), entry]);
  return (
    <div class="stack" data-testid="timeline">
      {[...months.values()].map((list) => (
        <section key={list[0]?.id} class="stack">
          <h2>{month(list[0]?.at ?? "")}</h2>
          <ul class="entries">
            {list.map((entry) => (
              <li key={entry.id} class="entry" data-testid={`timeline-${entry.kind}`}>
                {entry.kind === "feeling" ? (
                  <Face value={entry.feeling.value} />
                ) : (
                  <span class="dot" aria-hidden="true" />
                )}
                <div class="entry-body">
                  <p>{entryText(entry, valueText)}</p>
                  {entry.kind === "feeling" && entry.feeling.note && <p class="note">{entry.feeling.note}</p>}
                  <small class="muted">{moment(entry.at)}</small>
                </div>
              </li>
            ))}
          </ul>
        </section>
      ))}
      {entries.length === most && (
        <button type="button" class="start" onClick={() => setMost(most + PAGE)}>
          {t("show_more")}
        </button>
      )}
    </div>
  );
}

function Shared({ company, name, state }: { company: string; name: string; state: ReturnType<typeof grantState> }) {
  const sharing = useLive(() => readSharing(company, PAGE), [company]);
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
