// Everything that was shared: who may read now, and every receipt.
import { useState } from "preact/hooks";
import { readSharing } from "../../features/sharing/read-sharing.ts";
import { ReceiptItem } from "../../features/sharing/receipt-item.tsx";
import { useLive } from "../../ui/live.ts";
import { t } from "../../ui/messages.ts";
import { GrantControls } from "./grant-controls.tsx";

const PAGE = 100;

export function SharedPage() {
  const [most, setMost] = useState(PAGE);
  const sharing = useLive(() => readSharing(null, most), [most]);
  if (sharing === undefined) return <h1>{t("nav_shared")}</h1>;
  const current = sharing.grants.filter(({ state }) => state === "live" || state === "paused");
  return (
    <div class="stack wide">
      <h1>{t("nav_shared")}</h1>
      <section class="stack" aria-labelledby="now">
        <h2 id="now">{t("shared_now")}</h2>
        {current.length === 0 && <p class="card">{t("shared_nobody")}</p>}
        {current.map(({ grant, state, name }) => (
          <GrantControls key={grant.id} company={grant.id} name={name} state={state} />
        ))}
      </section>
      <section class="stack" aria-labelledby="receipts">
        <h2 id="receipts">{t("shared_receipts")}</h2>
        {sharing.receipts.length === 0 && <p class="card">{t("receipts_empty")}</p>}
        <ul class="stack" data-testid="receipts">
          {sharing.receipts.map((one) => (
            <ReceiptItem key={one.receipt.id} {...one} />
          ))}
        </ul>
        {sharing.receipts.length === most && (
          <button type="button" class="start" onClick={() => setMost(most + PAGE)}>
            {t("show_more")}
          </button>
        )}
      </section>
    </div>
  );
}
