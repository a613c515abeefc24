// All companies: search, sort, and what was noted of each, from running counters.
import { useMemo, useState } from "preact/hooks";
import { type Grant, grantState } from "../../core/grant.ts";
import { wilsonLower } from "../../core/insight/wilson.ts";
import { mainsOf } from "../../core/same-company.ts";
import { instantNow } from "../../platform/clock.ts";
import { database, entitiesOf } from "../../platform/database.ts";
import { addCounters, type Counter, emptyCounter } from "../../platform/recount.ts";
import { SearchField, Select } from "../../ui/controls.tsx";
import { useLive } from "../../ui/live.ts";
import { compare, moment, plural, t } from "../../ui/messages.ts";

interface Row {
  id: string;
  name: string;
  /** What a search looks in. */
  sought: string;
  counter: Counter | undefined;
  /** One for each of its domains that has any. */
  grants: readonly Grant[];
}

/** By name within; a greater key is further up. Few visits allow to be sure of little: 2 of 2 stands below 9 of 10. */
const KEYS = {
  newest: ({ counter }: Row) => counter?.latestAt ?? "",
  name: () => 0,
  good: ({ counter }: Row) => (counter === undefined ? 0 : wilsonLower(counter.goodDays, counter.days)),
  bad: ({ counter }: Row) => (counter === undefined ? 0 : wilsonLower(counter.badDays, counter.days)),
} satisfies Record<string, (row: Row) => string | number>;
type Order = keyof typeof KEYS;
const ORDERS = Object.keys(KEYS) as Order[];

async function readCompanies(): Promise<Row[]> {
  const [companies, counters, grants] = await Promise.all([
    database.companies.toArray(),
    database.counters.toArray(),
    database.grants.toArray(),
  ]);
  const all = entitiesOf("companies", companies);
  const mains = mainsOf(
    new Map(all.flatMap(({ id, sameAs }) => (sameAs === undefined ? [] : [[id, sameAs] as const]))),
  );
  const mainOf = (domain: string): string => mains.get(domain) ?? domain;
  const counted = new Map<string, Counter>();
  for (const counter of counters) {
    const id = mainOf(counter.id);
    counted.set(id, addCounters(counted.get(id) ?? emptyCounter(id), counter));
  }
  const granted = grouped(entitiesOf("grants", grants), mainOf);
  // A domain that is counted to another company is found under that one.
  const domains = grouped(all, mainOf);
  const rows = [...domains].map(([id, own]) => {
    const name = own.find((one) => one.id === id)?.name ?? id;
    const sought = [id, name, ...own.map((one) => `${one.id} ${one.name}`)].join(" ").toLowerCase();
    return { id, name, sought, counter: counted.get(id), grants: granted.get(id) ?? [] };
  });
  return rows.sort((one, other) => compare(one.name, other.name));
}

/** By the company that each one's domain is counted to. */
function grouped<T extends { id: string }>(rows: readonly T[], mainOf: (domain: string) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const known = groups.get(mainOf(row.id));
    if (known === undefined) groups.set(mainOf(row.id), [row]);
    else known.push(row);
  }
  return groups;
}

/** Of rows by name; equal ones stay so. */
function inOrder(rows: readonly Row[], order: Order): Row[] {
  const keyed = rows.map((row) => ({ row, key: KEYS[order](row) }));
  keyed.sort((one, other) => (one.key === other.key ? 0 : one.key < other.key ? 1 : -1));
  return keyed.map(({ row }) => row);
}

const PAGE = 200;

export function Companies() {
  const rows = useLive(readCompanies, []);
  const [search, setSearch] = useState("");
  const [order, setOrder] = useState<Order>("newest");
  const [most, setMost] = useState(PAGE);
  const wanted = search.trim().toLowerCase();
  const sorted = useMemo(() => inOrder(rows ?? [], order), [rows, order]);
  const found = wanted === "" ? sorted : sorted.filter(({ sought }) => sought.includes(wanted));
  const now = instantNow();
  return (
    <div class="stack wide">
      <h1>{t("nav_companies")}</h1>
      <div class="filters">
        <SearchField label={t("search")} value={search} testId="search" onType={setSearch} />
        <Select
          label={t("sort")}
          value={order}
          options={ORDERS.map((value) => ({ value, label: t(`sort_${value}`) }))}
          testId="sort"
          onPick={(picked) => setOrder(picked as Order)}
        />
      </div>
      {rows !== undefined && found.length === 0 && (
        <p class="card">{rows.length === 0 ? t("companies_empty") : t("search_empty")}</p>
      )}
      <ul class="entries" data-testid="company-list">
        {found.slice(0, most).map((row) => (
          <CompanyRow key={row.id} row={row} now={now} />
        ))}
      </ul>
      {found.length > most && (
        <button type="button" class="start" onClick={() => setMost(most + PAGE)}>
          {t("show_more")}
        </button>
      )}
    </div>
  );
}

function CompanyRow({ row, now }: { row: Row; now: string }) {
  const { counter } = row;
  const states = row.grants.map((grant) => grantState(grant, now));
  const grant = (["live", "paused"] as const).find((state) => states.includes(state));
  const noted = (counter?.good ?? 0) + (counter?.neither ?? 0) + (counter?.bad ?? 0);
  return (
    <li class="entry" data-testid="company-row">
      <span class="avatar" aria-hidden="true">
        {[...row.name][0]?.toUpperCase()}
      </span>
      <div class="entry-body">
        <a href={`#/companies/${row.id}`} data-testid={`company-${row.id}`}>
          <bdi>{row.name}</bdi>
        </a>
        <small class="muted">
          {noted === 0 ? t("noted_none") : plural("noted", noted, { good: counter?.good ?? 0 })}
          {counter !== undefined && counter.latestAt !== "" && ` · ${moment(counter.latestAt, "date")}`}
        </small>
      </div>
      {grant !== undefined && (
        <span class={`badge ${grant === "live" ? "on" : ""}`}>
          {t(grant === "live" ? "badge_allowed" : "badge_paused")}
        </span>
      )}
    </li>
  );
}
