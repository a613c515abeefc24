// A site's own statement about Global Privacy Control, gpc.json: read on request, from the page itself, and never
// stored.
import { Refusal } from "../../core/commands/errors.ts";
import type { GpcView } from "../../core/commands/gpc.ts";
import type { Payload } from "../../core/commands/index.ts";
import { siteOf } from "../../core/companies/company.ts";
import type { FetchFault } from "../../core/companies/fetch-fault.ts";
import { GPC_FILE_MAX_BYTES, GPC_PATH, readGpcStatement } from "../../core/gpc/gpc.ts";
import { readWellKnown } from "../../platform/browser/page-reader.ts";
import { tabUrl } from "../../platform/browser/tabs.ts";

/** Meaning of a failed request: an error page is no statement, and another type of file is an invalid one. */
const SAYS: Record<FetchFault, "none" | "invalid" | "unreachable"> = {
  status: "none",
  "content-type": "invalid",
  "too-large": "invalid",
  "not-utf-8": "invalid",
  network: "unreachable",
  timeout: "unreachable",
  redirected: "unreachable",
};

export async function lookAtGpc({ tab }: Payload<"look-at-gpc">): Promise<GpcView> {
  const site = siteOf((await tabUrl(tab).catch(() => undefined)) ?? "");
  if (site === null) throw new Refusal("not-a-company");
  const reading = await readWellKnown(tab, GPC_PATH, GPC_FILE_MAX_BYTES);
  // The page may have navigated during the read; another origin's file is no statement of this site.
  const file =
    reading !== null && reading !== "no-answer" && siteOf(reading.url)?.origin === site.origin ? reading.file : null;
  if (file === null) return { says: "unreachable" };
  return "fault" in file ? { says: SAYS[file.fault] } : readGpcStatement(file.text);
}
