// A company's participation file: what it claims to read and honour. Data only; an invalid file means "unknown".
import { Invalid } from "./checks.ts";
import { displayText } from "./display-text.ts";
import { endpointUrl } from "./endpoint.ts";
import { ENDPOINTS, type Participation, readFile } from "./participation-schema.ts";
import { COMPANY_LIMITS, type JsonFault, parseJson } from "./safe-json.ts";
import { urlOf } from "./web-address.ts";

export type ParticipationFault = JsonFault | "schema" | "other-company" | "other-host" | "endpoint" | "not-in-force";

export type ParticipationResult =
  | { ok: true; participation: Participation }
  /** `detail` names the member, for the company's developer. */
  | { ok: false; fault: ParticipationFault; detail: string };

/** The company of a host, or null. Needs the Public Suffix List, which the protocol does not include. */
export type CompanyOf = (host: string) => string | null;

/** Validates the text of a file that was fetched from `host`. Never throws. Returns names that are safe to show. */
export function readParticipation(text: string, host: string, companyOf: CompanyOf): ParticipationResult {
  const json = parseJson(text, COMPANY_LIMITS);
  if (!json.ok) return refuse(json.fault, "");
  try {
    const participation = readFile(json.value, "");
    return faultOf(participation, host, companyOf) ?? { ok: true, participation: withSafeNames(participation) };
  } catch (error) {
    if (error instanceof Invalid) return refuse("schema", displayText(error.member, 80));
    throw error;
  }
}

function faultOf(participation: Participation, host: string, companyOf: CompanyOf): ParticipationResult | null {
  const { hosts, endpoints, promise, status } = participation;
  const company = companyOf(host);
  if (company === null || !hosts.includes(host)) return refuse("other-host", displayText(host));
  const stranger = hosts.find((candidate) => companyOf(candidate) !== company);
  if (stranger !== undefined) return refuse("other-company", displayText(stranger));
  const isOwn = (reference: string | undefined): boolean => {
    const url = reference === undefined ? null : urlOf(endpointUrl(reference, { host }) ?? "");
    return reference === undefined || (url !== null && companyOf(url.hostname) === company);
  };
  const foreign = ENDPOINTS.find((name) => !isOwn(endpoints?.[name]));
  if (foreign !== undefined) return refuse("endpoint", foreign);
  if (!isOwn(promise?.url)) return refuse("endpoint", "promise");
  const blank = blankMember(participation);
  if (blank !== null) return refuse("schema", blank);
  return status === "suspended" || status === "disregarding" ? refuse("not-in-force", status) : null;
}

const refuse = (fault: ParticipationFault, detail: string): ParticipationResult => ({ ok: false, fault, detail });

/** The first member with a text that would look empty, since it has no visible character; null if there is none. */
function blankMember({ company, products = [] }: Participation): string | null {
  if (displayText(company.name) === "") return "company.name";
  const { post } = company.contact ?? {};
  if (post !== undefined && displayText(post) === "") return "company.contact.post";
  const product = products.findIndex(({ label }) => Object.values(label).some((text) => displayText(text) === ""));
  return product === -1 ? null : `products.${product}.label`;
}

function withSafeNames(participation: Participation): Participation {
  return {
    ...participation,
    company: { ...participation.company, name: displayText(participation.company.name) },
    products: (participation.products ?? []).map((product) => ({
      ...product,
      label: Object.fromEntries(
        Object.entries(product.label).map(([language, label]) => [language, displayText(label, 80)]),
      ),
    })),
  };
}
