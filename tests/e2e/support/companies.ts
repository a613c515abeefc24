// A small market: Telco and Water take part and show the document that they read; Plain does not.
import { type Site, startSite } from "./site.ts";

const FILE = "/.well-known/cmr-participation.json";

const NAMES = { telco: "Telco", water: "Water" } as const;
export type Company = keyof typeof NAMES;

/** Requests at once, and shows each document that arrives. */
const pageOf = (name: string) => `<!doctype html><html lang="en"><title>${name}</title>
<link rel="cmr-participation" href="${FILE}"><h1>${name}</h1><pre data-testid="live-preferences">none</pre><script>
const show = ({ detail }) => { document.querySelector("pre").textContent = JSON.stringify(JSON.parse(detail).preferences); };
addEventListener("cmr:preferences", show);
addEventListener("cmr:change", show);
dispatchEvent(new CustomEvent("cmr:request", { detail: '{"id":"first"}' }));
</script></html>`;

const fileOf = (company: Company) => ({
  cmr: "0.1",
  lastUpdate: "2026-11-22",
  status: "live",
  company: { name: NAMES[company] },
  hosts: [`${company}.localhost`],
  honours: { kinds: ["service", "offers"], plans: true, feelings: true },
  endpoints: { feelings: `http://${company}.localhost/feelings` },
});

export interface Companies extends Site {
  id(company: Company): string;
  /** Header of the latest page request. Null if it had none. */
  lastHeader(company: Company): string | null;
}

export async function startCompanies(): Promise<Companies> {
  const site = await startSite({
    "telco/": pageOf(NAMES.telco),
    "water/": pageOf(NAMES.water),
    [`telco${FILE}`]: { json: fileOf("telco") },
    [`water${FILE}`]: { json: fileOf("water") },
    "plain/": '<!doctype html><html lang="en"><title>Plain</title><h1>Plain</h1></html>',
  });
  return Object.assign(site, {
    id: (company: Company) => `${company}.localhost`,
    lastHeader(company: Company) {
      const last = site.requests.findLast(({ host, path }) => host === company && path === "/");
      const header = last?.headers["sec-cmr-preferences"];
      return typeof header === "string" ? header : null;
    },
  });
}
