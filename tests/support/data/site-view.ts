// The popup's view of a company that takes part and has no permission.
import type { SiteView } from "../../../src/core/commands/companies.ts";
import { DEFAULT_PARTS } from "../../../src/core/sharing/default-parts.ts";

const asked = {
  kinds: ["offers"],
  channels: [],
  treatment: false,
  terms: [],
  plans: false,
  feelings: true,
  products: [],
};
export const LOOK = {
  kind: "site",
  company: "shop.example",
  main: "shop.example",
  host: "www.shop.example",
  name: "The Shop",
  products: [],
  participation: { state: "takes-part", asked, changes: [], testing: false, file: "" },
  renewed: false,
  grant: "none",
  readUntil: null,
  automatic: "off",
  grantedAutomatically: false,
  here: false,
  asking: null,
  seen: { parts: DEFAULT_PARTS, topics: [], rules: [], later: [], view: {}, header: null },
  sector: undefined,
  own: { rules: [] },
  under: {},
  timeZone: "Europe/Berlin",
  feeling: null,
  first: false,
  gpc: "off",
} as unknown as SiteView;
