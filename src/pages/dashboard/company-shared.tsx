// A company's sharing section: the grant of each of its domains, and all their receipts.
import { useState } from "preact/hooks";
import { readGrantsAndReceipts } from "../../features/sharing/read-grants-and-receipts.ts";
import { ReceiptItem } from "../../features/sharing/receipt-item.tsx";
import { SeesNothing } from "../../features/sharing/sees-nothing.tsx";
import { Guard } from "../../ui/guard.tsx";
import { useLive } from "../../ui/live.ts";
import { t } from "../../ui/messages.ts";
import { GrantControls } from "./grant-controls.tsx";

const PAGE = 100;

export function CompanyShared({ company, name }: { company: string; name: string }) {
  const [most, setMost] = useState(PAGE);
  const sharing = useLive(() => readGrantsAndReceipts(company, { most }), [company, most]);
  if (sharing === undefined) return null;
  return (
    <div class="stack">
      {sharing.grants.map(({ grant, state }) => (
        <Guard key={grant.id} item={false}>
          {state === "live" || state === "paused" ? (
            <GrantControls company={grant.id} name={name} state={state} />
          ) : (
            <SeesNothing company={grant.id} name={name} grant={grant} />
          )}
        </Guard>
      ))}
      {sharing.grants.length === 0 && <SeesNothing company={company} name={name} grant={null} />}
      <ul class="stack" data-testid="receipts">
        {sharing.receipts.map((one) => (
          <Guard key={one.receipt.id}>
            <ReceiptItem {...one} />
          </Guard>
        ))}
      </ul>
      {sharing.receipts.length === most && (
        <button type="button" class="start" onClick={() => setMost(most + PAGE)}>
          {t("show_more")}
        </button>
      )}
    </div>
  );
}
