// Head of a company's page: its mark and name, the two main acts, and four facts.

import { displayDomain } from "../../core/companies/domain-name.ts";
import { VALUE_NAMES } from "../../core/feelings/feeling.ts";
import type { Company } from "../../core/record/tables.ts";
import { VALUES } from "../../signal/feeling-vocabulary.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { CompanyName } from "../../ui/company-name.tsx";
import { list, moment } from "../../ui/formats.ts";
import { ICONS, Icon } from "../../ui/icons.tsx";
import { useLive } from "../../ui/live.ts";
import { plural, t, word } from "../../ui/messages.ts";
import { PAGE_ICONS } from "../../ui/page-icons.ts";
import { Strip } from "../../ui/strip.tsx";
import { openNote } from "./note-sheet.tsx";
import { type CompanyHead, readCompanyHead } from "./read-company-head.ts";

interface Props {
  domains: readonly string[];
  name: string;
  row: Company | null;
}

export function CompanyHeader({ domains, name, row }: Props) {
  const [company = ""] = domains;
  return (
    <header class="card company-head">
      <div class="page-head">
        <div class="company-name">
          <Avatar name={name} domain={company} size="large" />
          <div>
            <h1 data-testid="company-title">
              <CompanyName name={name} />
            </h1>
            {(name !== displayDomain(company) || domains.length > 1) && (
              <bdi class="muted" data-testid="company-domains">
                {domains.map(displayDomain).join(" · ")}
              </bdi>
            )}
            {row?.sector !== undefined && <small class="muted"> {word("sector", row.sector)}</small>}
          </div>
        </div>
        <button type="button" class="primary" data-testid="company-note" onClick={() => openNote(company)}>
          <Icon d={ICONS.plus} small />
          {t("note_title")}
        </button>
        <a class="button" href={`#/companies/${company}/letters`} data-testid="company-write">
          <Icon d={ICONS.write} small />
          {t("company_write")}
        </a>
      </div>
      <Facts domains={domains} />
    </header>
  );
}

function Facts({ domains }: { domains: readonly string[] }) {
  const head = useLive(() => readCompanyHead(domains), [domains.join(" ")]);
  return (
    <dl class="facts" data-testid="company-facts">
      <dt>{t("fact_reads")}</dt>
      <dd>{head !== undefined && <Reads head={head} company={domains[0] ?? ""} />}</dd>
      <dt>{t("fact_visits")}</dt>
      <dd data-testid="company-visits">{head !== undefined && <Visits head={head} />}</dd>
      <dt>{t("fact_contacts")}</dt>
      <dd>{head !== undefined && <Contacts head={head} company={domains[0] ?? ""} />}</dd>
      <dt>{t("fact_next")}</dt>
      <dd data-testid="company-next">
        {head !== undefined && (
          <>
            <Icon d={PAGE_ICONS.date} small />
            {head.next ?? t("next_nothing")}
          </>
        )}
      </dd>
    </dl>
  );
}

function Reads({ head: { state, since }, company }: { head: CompanyHead; company: string }) {
  const isRead = state === "live" || state === "paused";
  const shape = state === "live" ? ICONS.shared : state === "paused" ? ICONS.pause : ICONS.unseen;
  return (
    <a
      class={`badge ${state === "live" ? "on" : ""}`}
      href={`#/companies/${company}/shared`}
      data-testid="company-reads"
      data-state={state}
    >
      <Icon d={shape} small />
      {state === "live" && since !== null
        ? t("badge_allowed_since", { date: moment(since, "date") })
        : t(isRead ? "badge_paused" : "badge_unseen")}
    </a>
  );
}

function Visits({ head: { values, n, good } }: { head: CompanyHead }) {
  if (n === 0) return <>{t("noted_none")}</>;
  return (
    <>
      {good === null ? plural("fact_count", n) : plural("fact_good", n, { good })}
      <Strip values={values} label={t("strip_label", { visits: list(values.map(nameOf)) })} />
    </>
  );
}

const nameOf = (value: number): string => word("value", VALUE_NAMES[VALUES.find((known) => known === value) ?? 0]);

function Contacts({ head: { kept, broke }, company }: { head: CompanyHead; company: string }) {
  if (kept + broke === 0) return <>{t("fact_contacts_none")}</>;
  return (
    <a href={`#/companies/${company}/compliance`} data-testid="company-contacts">
      {t("fact_contacts_both", { kept, broke })}
    </a>
  );
}
