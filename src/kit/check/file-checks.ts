// Checks of the participation file: its delivery and its content.

import { readParticipation } from "../../signal/participation.ts";
import type { Participation } from "../../signal/participation-schema.ts";
import { COMPANY_LIMITS } from "../../signal/safe-json.ts";
import { PARTICIPATION_PATH } from "../../signal/vocabulary.ts";
import { companyOfHost } from "./company.ts";
import { type Finding, fault, ok, warning } from "./finding.ts";
import { askSite, type HttpAnswer } from "./request.ts";

/** Two lines of nginx for sites whose rule against dotfiles (`location ~ /\.`) also forbids this file. */
export const NGINX = [
  "location ^~ /.well-known/ { allow all; }",
  `location = ${PARTICIPATION_PATH} { allow all; types { } default_type application/json; }`,
].join("\n");

const MEMBERS = ["cmr", "lastUpdate", "status", "company", "hosts", "honours", "products", "endpoints", "promise"];

export interface CheckedFile {
  findings: Finding[];
  /** Null if the file is invalid. */
  participation: Participation | null;
}

export async function checkFile(origin: string, host: string): Promise<CheckedFile> {
  const answer = await askSite(origin + PARTICIPATION_PATH);
  if (typeof answer === "string")
    return failed(fault("file-unreachable", `${PARTICIPATION_PATH} cannot be fetched: ${answer}.`));
  const served = servedFault(answer);
  if (served !== null) return failed(served);
  const text = utf8(answer.body);
  if (text === null) return failed(fault("file-encoding", "The participation file is not UTF-8."));
  const result = readParticipation(text, host, companyOfHost);
  if (!result.ok) return failed(contentFault(result.fault, result.detail));
  const { participation } = result;
  const findings = [ok("file", `The participation file of "${participation.company.name}" is valid.`)];
  return { participation, findings: [...findings, ...worthALook(answer, JSON.parse(text), participation)] };
}

const failed = (finding: Finding): CheckedFile => ({ findings: [finding], participation: null });

function servedFault({ status, headers, body }: HttpAnswer): Finding | null {
  if (status === 401 || status === 403)
    return fault(
      "file-forbidden",
      `The server forbids ${PARTICIPATION_PATH} (${status}). Many servers forbid paths with a dot.`,
      `For nginx add:\n${NGINX}`,
    );
  if (status === 404 || status === 410)
    return fault("file-missing", `There is no ${PARTICIPATION_PATH} (${status}).`, "Write it with: npx regards init");
  if (status >= 300 && status < 400)
    return fault(
      "file-redirect",
      `${PARTICIPATION_PATH} is redirected to ${headers.location ?? "nowhere"}: browsers do not follow.`,
      "Serve the file itself, on each host that takes part.",
    );
  if (status < 200 || status > 299)
    return fault("file-status", `The server answers ${status} to the request for the participation file.`);
  if (!/^application\/json\s*(?:;|$)/i.test(headers["content-type"] ?? ""))
    return fault(
      "file-type",
      `The content type of the participation file is "${headers["content-type"] ?? ""}" instead of application/json.`,
      `For nginx add:\n${NGINX}`,
    );
  if (body.length > COMPANY_LIMITS.maxCharacters)
    return fault("file-size", `The participation file has more than ${COMPANY_LIMITS.maxCharacters} bytes.`);
  return null;
}

function utf8(body: Buffer): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch {
    return null;
  }
}

const CONTENT: Readonly<Record<string, (detail: string) => string>> = {
  "not-json": () => "The participation file is not JSON.",
  "duplicate-key": () => "A name occurs twice in an object of the participation file.",
  "too-deep": () => "The participation file is nested more than 16 levels deep.",
  "too-large": () => "The participation file is too large.",
  "too-many-keys": () => "The participation file has more than 2,000 members.",
  "long-text": () => "A text in the participation file is too long.",
  schema: (detail) => `In the participation file "${detail}" is missing or has another form.`,
  "other-host": (detail) => `The participation file does not name ${detail}, the host that serves it, in "hosts".`,
  "other-company": (detail) => `"hosts" names ${detail}, which is no host of this registrable domain.`,
  endpoint: (detail) => `The address of "${detail}" is not an https address on port 443 of this registrable domain.`,
  "not-in-force": (detail) => `The status is "${detail}": the company does not take part.`,
};

export const contentFault = (code: string, detail: string): Finding =>
  fault(`file-${code}`, CONTENT[code]?.(detail) ?? `The participation file is invalid: ${code}.`);

function worthALook({ headers }: HttpAnswer, raw: object, { status, honours, endpoints }: Participation): Finding[] {
  const findings: Finding[] = [];
  const unknown = Object.keys(raw).filter((name) => !MEMBERS.includes(name));
  if (unknown.length > 0)
    findings.push(warning("file-unknown-member", `Readers ignore ${unknown.join(", ")} in the participation file.`));
  if (status === "testing")
    findings.push(warning("file-testing", `The status is "testing", and browsers tell customers so.`));
  if (headers["set-cookie"] !== undefined)
    findings.push(warning("file-cookie", "The participation file sets a cookie. It should be the same for everybody."));
  const age = Number(/max-age=(\d+)/.exec(headers["cache-control"] ?? "")?.[1] ?? 0);
  if (age > 86_400)
    findings.push(
      warning("file-cached-long", `Caches may store the participation file for ${age} seconds: a day is enough.`),
    );
  if (honours.feelings === true && endpoints?.feelings === undefined)
    findings.push(warning("feelings-nowhere", `"honours.feelings" is true, and no endpoint receives feelings.`));
  if (honours.feelings !== true && endpoints?.feelings !== undefined)
    findings.push(warning("feelings-unsaid", `There is an endpoint for feelings, but "honours.feelings" is not true.`));
  return findings;
}
