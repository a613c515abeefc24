// Checks a live site against docs/SIGNAL.md, in the order in which a developer sets it up.
import { isLoopback, urlOf } from "../../signal/web-address.ts";
import { checkCaching, isStable, visitAll } from "./caching-checks.ts";
import { companyOfHost } from "./company.ts";
import { checkEndpoints } from "./endpoint-checks.ts";
import { checkFile } from "./file-checks.ts";
import { type Finding, fault, warning } from "./finding.ts";
import { checkHeader } from "./header-checks.ts";
import { checkLink } from "./page-link.ts";
import { visit } from "./page-visits.ts";

export interface SiteReport {
  url: string;
  findings: Finding[];
}

/** Never rejects, whatever the site does. */
export async function checkSite(typed: string): Promise<SiteReport> {
  const url = urlOf(/^[a-z]+:\/\//i.test(typed) ? typed : `https://${typed}`);
  if (url === null) return { url: typed, findings: [fault("address", `"${typed}" is no address.`)] };
  const { href, origin, hostname: host } = url;
  const isTrusted =
    url.protocol === "https:" ? url.port === "" || isLoopback(host) : url.protocol === "http:" && isLoopback(host);
  if (!isTrusted)
    return {
      url: href,
      findings: [fault("https", "Only https on port 443 is accepted (http only under .localhost).")],
    };
  if (companyOfHost(host) === null)
    return {
      url: href,
      findings: [fault("no-company", `${host} is no company's host: it has no registrable domain.`)],
    };
  const { findings, participation } = await checkFile(origin, host);
  if (participation !== null) findings.push(...(await checkEndpoints(participation, { host, origin })));
  findings.push(...(await checkPage(href)));
  return { url: href, findings };
}

async function checkPage(url: string): Promise<Finding[]> {
  const first = await visit(url, null);
  if (typeof first === "string") return [fault("page-unreachable", `The page does not answer: ${first}.`)];
  const { status, headers } = first;
  if (status >= 300 && status < 400)
    return [fault("page-redirect", `The page redirects to ${headers.location ?? "nowhere"}.`, "Check that address.")];
  if (status !== 200) return [fault("page-status", `The page answers ${status}.`)];
  const findings = [checkLink(first.body.toString("utf8"), url, headers.link)];
  const visits = await visitAll(url);
  if (typeof visits === "string")
    return [...findings, fault("page-unreachable", `The page stops answering: ${visits}.`)];
  const refused = [...visits.little, ...visits.much].find(({ status }) => status >= 400)?.status;
  if (refused !== undefined)
    return [...findings, fault("header-refused", `The page answers ${refused} to a request that carries the header.`)];
  if (!isStable(visits))
    findings.push(
      warning("page-unstable", "The page changes at each visit, so the check cannot tell if it depends on the header."),
    );
  findings.push(...(await checkCaching(url, visits)));
  findings.push(...(await checkHeader(url, visits)));
  return findings;
}

export const faultsIn = ({ findings }: SiteReport): number => findings.filter(({ level }) => level === "fault").length;
export const warningsIn = ({ findings }: SiteReport): number =>
  findings.filter(({ level }) => level === "warning").length;
