// Checks of the endpoints and the promise in a participation file. The site stores nothing, since the text sent is no
// document.
import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import { endpointUrl, type Served } from "../../signal/endpoint.ts";
import { ENDPOINTS, type Participation } from "../../signal/participation-schema.ts";
import { type Finding, fault, ok } from "./finding.ts";
import { askSite, type HttpAnswer, OTHER_ORIGIN, type Sent } from "./request.ts";

export async function checkEndpoints(participation: Participation, served: Served): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const name of ENDPOINTS) {
    const reference = participation.endpoints?.[name];
    if (reference !== undefined) findings.push(await checkEndpoint(name, endpointUrl(reference, served) ?? ""));
  }
  const { promise } = participation;
  if (promise !== undefined) findings.push(await checkPromise(endpointUrl(promise.url, served) ?? "", promise.sha256));
  return findings;
}

async function checkEndpoint(name: (typeof ENDPOINTS)[number], url: string): Promise<Finding> {
  const isRead = name === "data";
  const headers = {
    Accept: "application/json",
    ...(isRead ? {} : { "Content-Type": "application/json", "Idempotency-Key": "regardscheck0000000000000" }),
  };
  const asked = isRead ? { headers } : { method: "POST", headers, body: "{}" };
  const answer = await askSite(url, asked);
  if (typeof answer === "string")
    return fault("endpoint-unreachable", `"${name}" at ${url} does not answer: ${answer}.`);
  const { status } = answer;
  if (answer.headers["access-control-allow-origin"] !== undefined)
    return fault("endpoint-cors", `"${name}" lets pages of other sites send to it (Access-Control-Allow-Origin).`);
  if (status === 404 || status === 405 || status === 410 || status === 501)
    return fault("endpoint-missing", `There is no "${name}" at ${url} (${status}).`);
  if (status >= 300 && status < 400)
    return fault("endpoint-redirect", `"${name}" redirects (${status}): browsers do not follow.`);
  if (status >= 500) return fault("endpoint-status", `"${name}" answers ${status} to a text that is no document.`);
  if (status < 300)
    return isRead
      ? fault("endpoint-open", `"${name}" gives data to a request without a handle.`)
      : fault("endpoint-accepts-anything", `"${name}" accepts {}, which is no document (${status}).`);
  if (await allowsOtherSites(url, asked))
    return fault("endpoint-cors", `"${name}" lets pages of other sites send to it (Access-Control-Allow-Origin).`);
  return ok("endpoint", `"${name}" refuses a text that is no document (${status}).`);
}

/** Many servers send CORS headers only to a page of another site, or to the question before its request. */
async function allowsOtherSites(url: string, asked: Sent): Promise<boolean> {
  const page = { ...asked.headers, Origin: OTHER_ORIGIN };
  const names = "authorization,content-type,idempotency-key";
  const before = { "Access-Control-Request-Method": asked.method ?? "GET", "Access-Control-Request-Headers": names };
  const visits: Sent[] = [
    { method: "OPTIONS", headers: { Origin: OTHER_ORIGIN, ...before } },
    { ...asked, headers: page },
  ];
  for (const sent of visits) {
    const answer = await askSite(url, sent);
    if (typeof answer !== "string" && answer.headers["access-control-allow-origin"] !== undefined) return true;
  }
  return false;
}

const MOST_PROMISE_BYTES = 65_536;

async function checkPromise(url: string, sha256: string): Promise<Finding> {
  const answer: HttpAnswer | string = await askSite(url);
  if (typeof answer === "string" || answer.status !== 200)
    return fault("promise-unreachable", `The promise at ${url} cannot be read.`);
  const type = answer.headers["content-type"] ?? "";
  if (!/^text\/plain\s*(?:;|$)/i.test(type))
    return fault("promise-type", `The content type of the promise is "${type}" instead of text/plain.`);
  if (answer.body.length > MOST_PROMISE_BYTES)
    return fault("promise-size", `The promise has more than ${MOST_PROMISE_BYTES} bytes.`);
  if (!isUtf8(answer.body)) return fault("promise-encoding", "The promise is not UTF-8.");
  const found = createHash("sha256").update(answer.body).digest("hex");
  return found === sha256
    ? ok("promise", "The promise matches the hash in the file.")
    : fault("promise-hash", "The promise does not match the hash in the file.", `Its SHA-256 is ${found}`);
}
