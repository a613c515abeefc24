// One receipt: the period in which a company could read a text, and the exact text.
import { kindOf } from "../../core/sharing/delivery-state.ts";
import { receiptKind } from "../../core/sharing/receipt.ts";
import { Fold } from "../../ui/controls.tsx";
import { moment } from "../../ui/formats.ts";
import { t, word } from "../../ui/messages.ts";
import { DeliveryState } from "./delivery-state.tsx";
import type { ListedReceipt } from "./read-grants-and-receipts.ts";
import { receiptChange } from "./receipt-change.ts";
import { Withdrawal } from "./withdrawal.tsx";

export function ReceiptItem({ receipt, until, before, name, delivery: sent }: ListedReceipt) {
  const header = typeof receipt.header === "string" ? receipt.header : null;
  const changes =
    receiptKind(receipt) === "shared" && before !== undefined ? receiptChange(receipt.payload, before) : null;
  return (
    <li class="card" data-testid="receipt-row" data-direction={receipt.direction}>
      <p>
        <strong>
          <bdi>{name}</bdi>
        </strong>{" "}
        <span>{word("entry_receipt", receiptKind(receipt))}</span>
      </p>
      <p class="muted">
        {receipt.direction === "shared" && until !== null
          ? t("receipt_period", { from: moment(receipt.at), until: moment(until) })
          : receipt.direction === "shared"
            ? t("receipt_since", { from: moment(receipt.at) })
            : moment(receipt.at)}
      </p>
      {changes?.map((change) => (
        <p key={change} data-testid="receipt-change">
          {change}
        </p>
      ))}
      {sent !== null && (
        <>
          <p>{word("entry_told", kindOf(sent.delivery))}</p>
          <DeliveryState
            delivery={sent.delivery}
            name={name}
            here={sent.sentHere.includes(sent.delivery.id)}
            testId="receipt-state"
          />
          <Withdrawal {...sent} name={name} />
        </>
      )}
      {receipt.payload !== "" && (
        <Fold summary={t("exact_text")} testId="receipt-payload-fold">
          {header !== null && <pre class="bytes">{header}</pre>}
          <pre class="bytes" data-testid="receipt-payload">
            {receipt.payload}
          </pre>
          <small class="muted">{t("receipt_hash", { hash: receipt.payloadHash })}</small>
        </Fold>
      )}
    </li>
  );
}
