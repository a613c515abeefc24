// Shared page: companies with permission to read, and all receipts with search and filters.
import { useState } from "preact/hooks";
import { RECEIPT_KINDS, type ReceiptKind } from "../../core/sharing/receipt.ts";
import { readGrantsAndReceipts } from "../../features/sharing/read-grants-and-receipts.ts";
import { ReceiptItem } from "../../features/sharing/receipt-item.tsx";
import { SeesNothing } from "../../features/sharing/sees-nothing.tsx";
import { SearchField, Select } from "../../ui/controls.tsx";
import { Guard } from "../../ui/guard.tsx";
import { useLive } from "../../ui/live.ts";
import { t, word } from "../../ui/messages.ts";
import { GrantControls } from "./grant-controls.tsx";

const PAGE = 100;
const MOST_GRANTS = 50;

export function SharedPage() {
  const [most, setMost] = useState(PAGE);
  const [mostGrants, setMostGrants] = useState(MOST_GRANTS);
  const [search, setSearch] = useState("");
  const [kind, setKind] = useState<ReceiptKind | "">("");
  const sharing = useLive(() => readGrantsAndReceipts(null, { search, kind, most }), [search, kind, most]);
  const current = (sharing?.grants ?? []).flatMap((one) =>
    one.state === "live" || one.state === "paused" ? [{ ...one, state: one.state }] : [],
  );
  const ended = (sharing?.grants ?? []).filter(({ state }) => state !== "live" && state !== "paused");
  const isEmpty = sharing?.grants.length === 0 && sharing.receipts.length === 0 && search === "" && kind === "";
  return (
    <div class="stack wide">
      <h1>{t("nav_shared")}</h1>
      {sharing !== undefined && !isEmpty && (
        <div class="filters">
          <SearchField label={t("search")} value={search} testId="shared-search" onType={setSearch} />
          <Select
            label={t("receipts_filter")}
            value={kind}
            options={[
              { value: "", label: t("receipts_all") },
              ...RECEIPT_KINDS.map((value) => ({ value, label: word("receipts_of", value) })),
            ]}
            testId="shared-filter"
            onPick={(picked) => setKind(picked)}
          />
        </div>
      )}
      <section class="stack" aria-labelledby="now">
        <h2 id="now">{t("shared_now")}</h2>
        {sharing !== undefined && current.length === 0 && (
          <p class="card">{t(search !== "" ? "search_empty" : isEmpty ? "shared_nobody" : "shared_nobody_now")}</p>
        )}
        {current.slice(0, mostGrants).map(({ grant, state, name }) => (
          <Guard key={grant.id} item={false}>
            <GrantControls company={grant.id} name={name} state={state} />
          </Guard>
        ))}
        {current.length > mostGrants && (
          <button type="button" class="start" onClick={() => setMostGrants(mostGrants + MOST_GRANTS)}>
            {t("show_more")}
          </button>
        )}
      </section>
      {ended.length > 0 && (
        <section class="stack" aria-labelledby="before">
          <h2 id="before">{t("shared_before")}</h2>
          {ended.slice(0, mostGrants).map(({ grant, name }) => (
            <SeesNothing key={grant.id} company={grant.id} name={name} grant={grant} />
          ))}
        </section>
      )}
      <section class="stack" aria-labelledby="receipts">
        <h2 id="receipts">{t("shared_receipts")}</h2>
        {sharing?.receipts.length === 0 && (
          <p class="card">{t(search === "" && kind === "" ? "receipts_empty" : "search_empty")}</p>
        )}
        {sharing !== undefined && (
          <ul class="stack" data-testid="receipts">
            {sharing.receipts.map((one) => (
              <Guard key={one.receipt.id}>
                <ReceiptItem {...one} />
              </Guard>
            ))}
          </ul>
        )}
        {sharing?.receipts.length === most && (
          <button type="button" class="start" onClick={() => setMost(most + PAGE)}>
            {t("show_more")}
          </button>
        )}
      </section>
    </div>
  );
}
