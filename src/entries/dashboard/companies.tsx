// All companies: search, sort, and what was noted of each, from running counters.
import { useState } from "preact/hooks";
import { type GrantState, grantState } from "../../core/grant.ts";
import { instantNow } from "../../platform/clock.ts";
import { database, entitiesOf } from "../../platform/database.ts";
import type { Counter } from "../../platform/recount.ts";
import { Select } from "../../ui/controls.tsx";
import { useLive } from "../../ui/live.ts";
import { compare, moment, plural, t } from "../../ui/messages.ts";

interface Row {
  id: string;
  name: string;
  counter: Counter | undefined;
  grant: GrantState;
}

type Order = "newest" | "name" | "good" | "bad";

const ORDERS: Record<Order, (one: Row, other: Row) => number> = {
  newest: (one, other) =>
    (other.counter?.latestAt ?? "").localeCompare(one.counter?.latestAt ?? "") || compare(one.name, other.name),
  name: (one, other) => compare(one.name, other.name),
  good: (one, other) => (other.counter?.good ?? 0) - (one.counter?.good ?? 0) || compare(one.name, other.name),
  bad: (one, other) => (other.counter?.bad ?? 0) - (one.counter?.bad ?? 0) || compare(one.name, other.name),
};

async function readCompanies(): Promise<Row[]> {
  const [companies, counters, grants] = await Promise.all([
    database.companies.toArray(),
    database.counters.toArray(),
    database.grants.toArray(),
  ]);
  const counted = new Map(counters.map((counter) => [counter.id, counter]));
  const granted = new Map(entitiesOf("grants", grants).map((grant) => [grant.id, grant]));
  const now = instantNow();
  return entitiesOf("companies", companies).map(({ id, name }) => ({
    id,
    name,
    counter: counted.get(id),
    grant: grantState(granted.get(id), now),
  }));
}

const PAGE = 200;

export function Companies() {
  const rows = useLive(readCompanies, []);
  const [search, setSearch] = useState("");
  const [order, setOrder] = useState<Order>("newest");
  const [most, setMost] = useState(PAGE);
  const wanted = search.trim().toLowerCase();
  const found = (rows ?? [])
    .filter(({ id, name }) => `${id} ${name}`.toLowerCase().includes(wanted))
    .sort(ORDERS[order]);
  return (
    <div class="stack wide">
      <h1>{t("nav_companies")}</h1>
      <div class="filters">
        <div class="field">
          <label for="search">{t("search")}</label>
          <input
            id="search"
            type="search"
            value={search}
            data-testid="search"
            onInput={(event) => setSearch(event.currentTarget.value)}
          />
        </div>
        <Select
          label={t("sort")}
          value={order}
          options={(Object.keys(ORDERS) as Order[]).map((value) => ({ value, label: t(`sort_${value}`) }))}
          testId="sort"
          onPick={(picked) => setOrder(picked as Order)}
        />
      </div>
      {rows !== undefined && found.length === 0 && (
        <p class="card">{rows.length === 0 ? t("companies_empty") : t("search_empty")}</p>
      )}
      <ul class="entries" data-testid="company-list">
        {found.slice(0, most).map((row) => (
          <CompanyRow key={row.id} row={row} />
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

function CompanyRow({ row }: { row: Row }) {
  const { counter, grant } = row;
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
      {(grant === "live" || grant === "paused") && (
        <span class={`badge ${grant === "live" ? "on" : ""}`}>
          {t(grant === "live" ? "badge_allowed" : "badge_paused")}
        </span>
      )}
    </li>
  );
}
