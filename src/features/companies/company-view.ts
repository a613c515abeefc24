// A company's view, real or proposed, as sentences with the rule behind each. Reads only; windows and the background share it.
import type { CompanyView, SeenRule } from "../../core/commands/companies.ts";
import { topicOffers } from "../../core/companies/topic.ts";
import { rulesForAll } from "../../core/preferences/layers.ts";
import { type Resolution, resolveContact } from "../../core/preferences/resolution.ts";
import { questionAbout, type SubjectQuestion } from "../../core/preferences/subjects.ts";
import { canonical } from "../../core/record/change.ts";
import { summaryFor, type View, type ViewInput, viewFor } from "../../core/sharing/view.ts";
import { nextViewChange } from "../../core/sharing/view-change.ts";
import { type GrantTerms, readDisclosure } from "../../record/read-record.ts";
import type { DocumentRule } from "../../signal/document.ts";
import { encodeHeader } from "../../signal/header.ts";
import type { Sector } from "../../signal/sectors.ts";
import type { Kind } from "../../signal/vocabulary.ts";

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
  return { parts: told.parts, topics, view, header, rules: seenRules(input, view), later: laterRules(input, view) };
}

const MOST_DATES = 3;

/** Key of one kind of a rule, independent of its start date and its other kinds. */
const partOf = ({ from: _from, ...rule }: DocumentRule, kind: Kind): string => canonical({ ...rule, kinds: [kind] });

/** Rules that start later, since today's confirmation covers them too. */
function laterRules(input: ViewInput, today: View): CompanyView["later"] {
  const later: CompanyView["later"] = [];
  const known = new Set((today.contact?.rules ?? []).flatMap((rule) => rule.kinds.map((kind) => partOf(rule, kind))));
  let on = nextViewChange(input);
  for (let dates = 0; on !== null && dates < MOST_DATES; dates++) {
    const then: ViewInput = { ...input, on };
    for (const { from: _from, ...rule } of viewFor(then).contact?.rules ?? []) {
      const kinds = rule.kinds.filter((kind) => !known.has(partOf(rule, kind)));
      for (const kind of kinds) known.add(partOf(rule, kind));
      if (kinds.length > 0) later.push({ on, rule: { ...rule, kinds } });
    }
    on = nextViewChange(then);
  }
  return later;
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
