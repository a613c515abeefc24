// List of all companies with search, sort and counts of feelings, read from the counters. Several can be chosen at
// once.
import { useMemo, useRef, useState } from "preact/hooks";
import { wilsonLower } from "../../core/insight/wilson.ts";
import { instantNow } from "../../platform/clock.ts";
import { keysOf } from "../../signal/plain-objects.ts";
import { useActionBar } from "../../ui/action-bar.tsx";
import { SearchField, Select } from "../../ui/controls.tsx";
import { compare } from "../../ui/formats.ts";
import { Guard } from "../../ui/guard.tsx";
import { useLive } from "../../ui/live.ts";
import { t } from "../../ui/messages.ts";
import { ChosenBar } from "./chosen-bar.tsx";
import { CompanyListRow } from "./company-row.tsx";
import { type CompanyRow, readCompanies, readNewestCompanies } from "./read-companies.ts";
import { readLastValues } from "./read-last-values.ts";

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
  // Loads only the first screen: reading ten thousand other companies would delay it.
  const newest = useLive(readNewestCompanies, []);
  const all = useLive(newest === undefined ? null : readCompanies, [newest === undefined]);
  const [search, setSearch] = useState("");
  const [order, setOrder] = useState<Order>("newest");
  const [most, setMost] = useState(PAGE);
  const wanted = search.trim().toLowerCase();
  const rows = all ?? (order === "newest" && wanted === "" ? newest : undefined);
  const sorted = useMemo(() => inOrder(rows ?? [], order), [rows, order]);
  const found = wanted === "" ? sorted : sorted.filter(({ sought }) => sought.includes(wanted));
  const shown = found.slice(0, most);
  const shownIds = shown.map(({ id }) => id);
  const values = useLive(() => readLastValues(shown), [shownIds.join(" ")]);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const picked = sorted.filter(({ id }) => chosen.includes(id));
  const title = useRef<HTMLHeadingElement>(null);
  useActionBar(
    picked.length === 0 ? null : (
      <ChosenBar
        rows={picked}
        hasMore={shownIds.some((id) => !chosen.includes(id))}
        onAll={() => setChosen([...new Set([...chosen, ...shownIds])])}
        onDone={() => {
          setChosen([]);
          // The bar disappears, and the focus with it.
          title.current?.focus();
        }}
      />
    ),
  );
  const now = instantNow();
  return (
    <div class="stack wide">
      <h1 ref={title} tabIndex={-1}>
        {t("nav_companies")}
      </h1>
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
      {shown.length > 0 && (
        <div class="card">
          <ul class="card-rows" data-testid="company-list">
            {shown.map((row) => (
              <Guard key={row.id}>
                <CompanyListRow
                  row={row}
                  now={now}
                  values={values?.get(row.id) ?? []}
                  chosen={chosen.includes(row.id)}
                  onChoose={(on) => setChosen(on ? [...chosen, row.id] : chosen.filter((id) => id !== row.id))}
                />
              </Guard>
            ))}
          </ul>
        </div>
      )}
      {found.length > most && (
        <button type="button" class="start" onClick={() => setMost(most + PAGE)}>
          {t("show_more")}
        </button>
      )}
    </div>
  );
}
