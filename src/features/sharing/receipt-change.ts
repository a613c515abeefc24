// A new version of a company's text as one sentence: the ways in which it discloses more, or less, than the previous
// one.
import { widenings } from "../../core/sharing/disclosure-diff.ts";
import type { View } from "../../core/sharing/view.ts";
import { decodeDocument } from "../../signal/decode-document.ts";
import { list } from "../../ui/formats.ts";
import { t, word } from "../../ui/messages.ts";

/** Null for a text that is no document, which an import may contain. */
function viewIn(payload: string): View | null {
  const read = decodeDocument(payload);
  return read.state === "preferences" ? read.preferences : null;
}

/** `before`: null for the first text. Null if either text cannot be read. */
export function receiptChange(payload: string, before: string | null): string[] | null {
  const after = viewIn(payload);
  if (after === null) return null;
  if (before === null) return [t("receipt_first")];
  const earlier = viewIn(before);
  if (earlier === null) return null;
  const wider = widenings(earlier, after).map(({ what, kinds = [] }) =>
    what === "contact"
      ? t("wider_contact", { kinds: list(kinds.map((kind) => word("kind", kind))) })
      : word("wider", what),
  );
  const narrower = widenings(after, earlier).map(({ what }) => word("narrower", what));
  return [
    ...(wider.length > 0 ? [t("receipt_wider", { what: list(wider) })] : []),
    ...(narrower.length > 0 ? [t("receipt_narrower", { what: list(narrower) })] : []),
    ...(wider.length + narrower.length === 0 ? [t("receipt_same")] : []),
  ];
}
