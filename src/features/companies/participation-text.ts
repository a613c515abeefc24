// Sentences about a site's participation: its state, its requests, and changes of its file.
import type { SiteView } from "../../core/commands/companies.ts";
import { CLAIMS, type ClaimChange } from "../../core/companies/claims.ts";
import { list } from "../../ui/formats.ts";
import { t, word } from "../../ui/messages.ts";

export function participationText({ participation, name }: SiteView): string {
  if (participation.state === "takes-part") {
    return participation.testing ? t("takes_part_testing", { company: name }) : t("takes_part_text", { company: name });
  }
  if (participation.state === "invalid") {
    const why = word("participation_fault", participation.fault);
    return participation.detail === ""
      ? t("participation_invalid", { company: name, why })
      : t("participation_invalid_detail", { company: name, why, detail: participation.detail });
  }
  if (participation.state === "unreadable") {
    return t("participation_unreadable", {
      company: name,
      why: word("fetch_fault", participation.fault),
    });
  }
  return participation.state === "does-not"
    ? t("does_not_take_part", { company: name })
    : t("not_looked", { company: name });
}

/** The company's requests in one sentence; null if it makes none. */
export function askedText({ participation, name }: SiteView): string | null {
  if (participation.state !== "takes-part") return null;
  const { asked } = participation;
  const parts = [
    ...(asked.kinds.length > 0 || asked.channels.length > 0 ? ["contact"] : []),
    ...(asked.treatment ? ["treatment"] : []),
    ...(asked.terms.length > 0 ? ["terms"] : []),
    ...(asked.plans ? ["plans"] : []),
    ...(acceptsFeelings({ participation }) ? ["feelings"] : []),
  ];
  return parts.length === 0
    ? null
    : t("asks_for", { company: name, parts: list(parts.map((part) => word("part_inline", part))) });
}

/** New requests and claims of the company's file, one sentence for each difference. */
export function changeTexts({ participation }: SiteView): string[] {
  if (participation.state !== "takes-part") return [];
  return participation.changes.flatMap((change) => (isClaim(change) ? claimTexts(change) : askTexts(change)));
}

const isClaim = ({ member }: ClaimChange): boolean => CLAIMS.some((claim) => claim === member);

function claimTexts({ member, added, removed }: ClaimChange): string[] {
  const what = word("claim", member);
  const said = (values: readonly string[]) =>
    list(values.map((value) => (member === "sector" ? word("sector", value) : value)));
  return added.length > 0
    ? [t("change_claim", { what, value: said(added) })]
    : [t("change_claim_removed", { what, value: said(removed) })];
}

const askTexts = ({ member, added, removed }: ClaimChange): string[] => [
  ...(added.length === 0 ? [] : [t("change_added", { what: changeOf(member, added) })]),
  ...(removed.length === 0 ? [] : [t("change_removed", { what: changeOf(member, removed) })]),
];

function changeOf(member: string, words: readonly string[]): string {
  const groups: Record<string, string> = { kinds: "kind", channels: "channel", terms: "agreement" };
  const group = groups[member];
  if (group !== undefined) return list(words.map((one) => word(group, one)));
  return member === "products" ? list(words) : word("part", member);
}

/** The file whose claims and changes a view shows, for the commands that mark them as seen. */
export const shownFile = ({ participation }: Pick<SiteView, "participation">): { file?: string } =>
  participation.state === "takes-part" ? { file: participation.file } : {};

/** True if the company accepts feelings. */
export const acceptsFeelings = ({ participation }: Pick<SiteView, "participation">): boolean =>
  participation.state === "takes-part" && participation.asked.feelings;
