// What a company sees, or would see, as sentences with the rule behind each. Reads only: windows and the background share it.
import type { Payload } from "../../core/command.ts";
import type { ContactRule, StoredRule } from "../../core/preference.ts";
import { type LayerName, resolveContact } from "../../core/resolution.ts";
import type { DocumentRule } from "../../core/signal/document.ts";
import { encodeHeader } from "../../core/signal/header.ts";
import { type GrantedParts, summaryFor, type View, type ViewInput, viewFor } from "../../core/view.ts";
import { readViewInput } from "../../platform/record.ts";

/** One sentence of what the company sees, with the rule behind it. */
export interface SeenRule {
  rule: DocumentRule;
  source: { id: string; layer: LayerName };
  /** This company's own rule as it is stored: the sentence may say only a part of what it says. */
  own?: ContactRule;
}

export interface CompanyView {
  parts: GrantedParts;
  rules: SeenRule[];
  view: View;
  header: string | null;
}

/** What a company sees, or would see, with these parts: made by the same functions as what is sent. */
export async function companyView(company: string, parts: GrantedParts): Promise<CompanyView> {
  const input = await readViewInput(company, parts);
  const view = viewFor(input);
  return { parts, view, header: encodeHeader(summaryFor(input, view)), rules: seenRules(input, view) };
}

export const previewCompany = ({ company, parts }: Payload<"preview-company">): Promise<CompanyView> =>
  companyView(company, parts);

function seenRules(input: ViewInput, view: View): SeenRule[] {
  return (view.contact?.rules ?? []).flatMap((rule) => {
    const [kind] = rule.kinds;
    if (kind === undefined) return [];
    const product = input.products.find(({ id }) => id === rule.about?.product);
    const aliases = Object.values(product?.label ?? {});
    const deciding = resolveContact(input.layers, { kind, about: rule.about, aliases, on: input.on });
    if (deciding === null) return [];
    const { id, layer: _layer, ...stored } = deciding.rule as StoredRule & { layer?: unknown };
    const own = deciding.layer === "company" ? { own: stored as ContactRule } : {};
    return [{ rule, source: { id, layer: deciding.layer }, ...own }];
  });
}
