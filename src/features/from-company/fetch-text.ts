// Fetches one text from a company at the user's press: without cookie, origin and redirect, and with limits of time and
// size.
import { Refusal } from "../../core/commands/errors.ts";
import type { Failed, TextFault } from "../../core/commands/from-company.ts";
import type { Grant } from "../../core/sharing/grant.ts";
import { hideOrigin } from "../../platform/browser/own-requests.ts";
import { dropHosts, isHostPermitted } from "../../platform/browser/permissions.ts";
import { RequestFault, type SafeAnswer, safeFetch } from "../../platform/safe-fetch.ts";
import { readKeptHosts } from "../../record/reached-hosts.ts";
import { readDeliveryAnswer } from "../../signal/delivery-answer.ts";
import { displayText } from "../../signal/display-text.ts";
import { urlOf } from "../../signal/web-address.ts";
import type { Offer } from "./read-offer.ts";

const MILLISECONDS = 20_000;
const MOST_REASON = 200;

interface Asked {
  /** Media types without parameters, in lower case. */
  types: readonly string[];
  /** Bytes. */
  atMost: number;
  handle?: string | null;
}

/**
 * The text, or the reason for having none. Throws a Refusal unless the company is allowed and the browser permits the
 * host. A permission that only this request needed is returned afterwards.
 */
export async function fetchText(offer: Offer, asked: Asked): Promise<{ text: string } | Failed<TextFault>> {
  const { company, grant, host } = offer;
  if (grant === null) throw new Refusal("not-granted", company);
  try {
    if (!(await isHostPermitted(host))) throw new Refusal("permission-refused", host);
    await hideOrigin();
    return textOf(await request(offer, asked), asked.types);
  } catch (error) {
    if (error instanceof RequestFault) return failed(FAULTS[error.code]);
    throw error;
  } finally {
    await giveBack(grant, host);
  }
}

async function giveBack(grant: Grant, host: string): Promise<void> {
  if (!(await readKeptHosts(grant)).includes(host)) await dropHosts([host]);
}

const request = ({ address }: Offer, { types, atMost, handle = null }: Asked): Promise<SafeAnswer> =>
  safeFetch(address, {
    origin: urlOf(address)?.origin ?? "",
    headers: { accept: types.join(", "), ...(handle === null ? {} : { authorization: `CMR ${handle}` }) },
    atMost,
    milliseconds: MILLISECONDS,
  });

const FAULTS: Readonly<Record<RequestFault["code"], TextFault>> = {
  address: "unreachable",
  unreachable: "unreachable",
  truncated: "unreachable",
  timeout: "timeout",
  redirected: "redirected",
  "too-large": "too-large",
};

/** Includes 202: the company is still preparing the text. */
const LATER: readonly number[] = [202, 408, 409, 425, 429];

function textOf(
  { status, headers, bytes }: SafeAnswer,
  types: readonly string[],
): { text: string } | Failed<TextFault> {
  if (LATER.includes(status) || status >= 500) return failed("later");
  if (status !== 200) return { ...failed("refused"), ...reasonIn(bytes) };
  const [type = ""] = (headers.get("content-type") ?? "").toLowerCase().split(";");
  if (!types.includes(type.trim())) return failed("content-type");
  try {
    // Keeps a byte order mark, since the hash covers all bytes of the text.
    return { text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return failed("not-utf-8");
  }
}

const failed = (fault: TextFault): Failed<TextFault> => ({ state: "failed", fault });

function reasonIn(bytes: Uint8Array): { reason?: string } {
  const reason = displayText(readDeliveryAnswer(bytes).reason ?? "", MOST_REASON);
  return reason === "" ? {} : { reason };
}
