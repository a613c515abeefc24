// What a company sees, or would see, as sentences with the rule behind each. Reads only: windows and the background share it.
import type { Payload } from "../../core/command.ts";
import type { ContactRule, StoredRule } from "../../core/preference.ts";
import { type LayerName, type Resolution, resolveContact } from "../../core/resolution.ts";
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

/** What several layers say alike is one rule of the document: here it is one sentence for each layer, with its reason. */
function seenRules(input: ViewInput, view: View): SeenRule[] {
  return (view.contact?.rules ?? []).flatMap((rule) => {
    const product = input.products.find(({ id }) => id === rule.about?.product);
    const aliases = Object.values(product?.label ?? {});
    const byLayer = new Map<LayerName, SeenRule>();
    for (const kind of rule.kinds) {
      const deciding = resolveContact(input.layers, { kind, about: rule.about, aliases, on: input.on });
      if (deciding === null) continue;
      const known = byLayer.get(deciding.layer);
      if (known !== undefined) known.rule.kinds.push(kind);
      else byLayer.set(deciding.layer, seenRule({ ...rule, kinds: [kind] }, deciding));
    }
    return [...byLayer.values()];
  });
}

function seenRule(rule: DocumentRule, { rule: deciding, layer }: Resolution): SeenRule {
  const { id, layer: _layer, ...stored } = deciding as StoredRule & { layer?: unknown };
  return { rule, source: { id, layer }, ...(layer === "company" ? { own: stored as ContactRule } : {}) };
}
