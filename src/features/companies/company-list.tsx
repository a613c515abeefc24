// List of all companies with search, sort and counts of feelings, read from the counters.
import { useMemo, useState } from "preact/hooks";
import { wilsonLower } from "../../core/insight/wilson.ts";
import { grantState } from "../../core/sharing/grant.ts";
import { instantNow } from "../../platform/clock.ts";
import { keysOf } from "../../signal/plain-objects.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { SearchField, Select } from "../../ui/controls.tsx";
import { Guard } from "../../ui/guard.tsx";
import { useLive } from "../../ui/live.ts";
import { compare, moment, plural, t } from "../../ui/messages.ts";
import { type CompanyRow, readCompanies, readNewestCompanies } from "./read-companies.ts";

/** Sort keys, greatest first, ties by name. Uses the Wilson lower bound, so that 9 of 10 ranks above 2 of 2. */
const KEYS = {
  newest: ({ counter }: CompanyRow) => counter?.latestAt ?? "",
  name: () => 0,
  good: ({ counter }: CompanyRow) => (counter === undefined ? 0 : wilsonLower(counter.goodDays, counter.days)),
  bad: ({ counter }: CompanyRow) => (counter === undefined ? 0 : wilsonLower(counter.badDays, counter.days)),
} satisfies Record<string, (row: CompanyRow) => string | number>;
type Order = keyof typeof KEYS;
const ORDERS = keysOf(KEYS);

function inOrder(rows: readonly CompanyRow[], order: Order): CompanyRow[] {
  const keyed = rows.map((row) => ({ row, key: KEYS[order](row) }));
  keyed.sort((one, other) =>
    one.key === other.key ? compare(one.row.name, other.row.name) : one.key < other.key ? 1 : -1,
  );
  return keyed.map(({ row }) => row);
}

const PAGE = 200;

export function Companies() {
  // Loads the first screen alone: reading ten thousand other companies would delay it.
  const newest = useLive(readNewestCompanies, []);
  const all = useLive(newest === undefined ? null : readCompanies, [newest === undefined]);
  const [search, setSearch] = useState("");
  const [order, setOrder] = useState<Order>("newest");
  const [most, setMost] = useState(PAGE);
  const wanted = search.trim().toLowerCase();
  const rows = all ?? (order === "newest" && wanted === "" ? newest : undefined);
  const sorted = useMemo(() => inOrder(rows ?? [], order), [rows, order]);
  const found = wanted === "" ? sorted : sorted.filter(({ sought }) => sought.includes(wanted));
  const now = instantNow();
  return (
    <div class="stack wide">
      <h1>{t("nav_companies")}</h1>
      {all?.length !== 0 && (
        <div class="filters">
          <SearchField label={t("search")} value={search} testId="search" onType={setSearch} />
          <Select
            label={t("sort")}
            value={order}
            options={ORDERS.map((value) => ({ value, label: t(`sort_${value}`) }))}
            testId="sort"
            onPick={(picked) => setOrder(picked)}
          />
        </div>
      )}
      {all !== undefined && found.length === 0 && (
        <p class="card">{all.length === 0 ? t("companies_empty") : t("search_empty")}</p>
      )}
      <ul class="entries" data-testid="company-list">
        {found.slice(0, most).map((row) => (
          <Guard key={row.id}>
            <Entry row={row} now={now} />
          </Guard>
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

function Entry({ row, now }: { row: CompanyRow; now: string }) {
  const { counter } = row;
  const states = row.grants.map((grant) => grantState(grant, now));
  const grant = (["live", "paused"] as const).find((state) => states.includes(state));
  const noted = (counter?.good ?? 0) + (counter?.neither ?? 0) + (counter?.bad ?? 0);
  return (
    <li class="entry" data-testid="company-row">
      <Avatar name={row.name} domain={row.id} />
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
