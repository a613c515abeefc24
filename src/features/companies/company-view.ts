// A company's view, real or proposed, as sentences with the rule behind each. Reads only; windows and the background share it.
import type { CompanyView, SeenRule } from "../../core/commands/companies.ts";
import { topicOffers } from "../../core/companies/topic.ts";
import { rulesForAll } from "../../core/preferences/layers.ts";
import { type Resolution, resolveContact } from "../../core/preferences/resolution.ts";
import { questionAbout, type SubjectQuestion } from "../../core/preferences/subjects.ts";
import { laterRules } from "../../core/sharing/later-rules.ts";
import { summaryFor, type View, type ViewInput, viewFor } from "../../core/sharing/view.ts";
import { type GrantTerms, readDisclosure } from "../../record/read-record.ts";
import type { DocumentRule } from "../../signal/document.ts";
import { encodeHeader } from "../../signal/header.ts";
import type { Sector } from "../../signal/sectors.ts";

/** The company's view through a grant, real or proposed, computed by the functions that compute the sent document. */
export async function companyView(
  company: string,
  told: GrantTerms,
  sector?: Sector | undefined,
): Promise<CompanyView> {
  const input = await readDisclosure(company, told, sector);
  const view = viewFor(input);
  const header = encodeHeader(summaryFor(input, view));
  const topics = topicOffers(input);
  return { parts: told.parts, topics, view, header, rules: seenRules(input, view), later: laterRules(input) };
}

/**
 * One sentence for each deciding layer, since the document merges equal rules of several layers with different reasons.
 */
function seenRules(input: ViewInput, view: View): SeenRule[] {
  return (view.contact?.rules ?? []).flatMap((rule) => {
    const asked = askedOf(input, rule);
    const bySource = new Map<string, SeenRule>();
    for (const kind of rule.kinds) {
      const deciding = resolveContact(asked.layers, { ...asked, kind });
      if (deciding === null) continue;
      const source = `${deciding.layer} ${deciding.reason === "hold"}`;
      const known = bySource.get(source);
      if (known !== undefined) known.rule.kinds.push(kind);
      else bySource.set(source, seenRule({ ...rule, kinds: [kind] }, deciding));
    }
    return [...bySource.values()];
  });
}

/** The question that a rule of the document answers, and the layers that the rule comes from. */
function askedOf(input: ViewInput, { about }: DocumentRule): SubjectQuestion {
  const { layers, automatic, on } = input;
  if (automatic === true) return { layers: rulesForAll(layers), on };
  return about === undefined ? { layers, on } : questionAbout(about, input);
}

function seenRule(rule: DocumentRule, { rule: deciding, layer, reason }: Resolution): SeenRule {
  const { id, layer: _layer, ...stored } = deciding;
  if (reason === "hold") return { rule, source: { id, layer, hold: deciding.until } };
  return { rule, source: { id, layer }, ...(layer === "company" ? { own: stored } : {}) };
}
