// Random steps for the test of consent: each may let a company read more. A ledger records the texts that the user
// confirmed.
import fc from "fast-check";
import type { CompanyView } from "../../../src/core/commands/companies.ts";
import { permissionFor } from "../../../src/core/companies/host.ts";
import { makeStamp } from "../../../src/core/record/stamp.ts";
import { DEFAULT_PARTS } from "../../../src/core/sharing/default-parts.ts";
import { type DisclosureQuestion, widenings } from "../../../src/core/sharing/disclosure-diff.ts";
import type { Allowing } from "../../../src/core/sharing/grant.ts";
import { type View, type ViewInput, viewFor } from "../../../src/core/sharing/view.ts";
import type { Sector } from "../../../src/signal/sectors.ts";
import type { Device } from "./world.ts";

const HOSTS = ["www.a.example", "my.a.example", "www.b.example", "www.c.example"];
const COMPANIES = ["a.example", "b.example", "c.example"];
const EVERY_SITE = ["https://*/*", "http://*.localhost/*"];
const companyOf = (host: string) => host.split(".").slice(-2).join(".");

/** The days on which rules start or end, and the days on which a text changes by that. */
const DAYS = ["2026-11-19", "2026-11-20", "2026-11-21"];
const CHANGING = [...DAYS, "2026-11-22"];

export class Agreement {
  /** By company, every text that the user agreed to, with the day from which it applies. */
  private readonly texts = new Map<string, { on: string; view: View }[]>();
  readonly batches: string[] = [];

  constructor(readonly device: Device) {}

  /** The text of today, and those of the days on which it changes by itself. */
  agree(company: string, input: ViewInput): void {
    const days = [input.on, ...CHANGING.filter((on) => on > input.on)];
    const texts = days.map((on) => ({ on, view: viewFor({ ...input, on }) }));
    this.texts.set(company, [...(this.texts.get(company) ?? []), ...texts]);
  }

  /** The document that a page of a host reads. Null if it gets no answer. */
  async read(host: string): Promise<View | null> {
    this.device.time += 60_000;
    const reply = await this.device.request(`https://${host}/`);
    return reply.error === undefined ? (reply.value as View) : null;
  }

  /** Widenings of each current text in comparison with every text that the user agreed to. */
  async excess(): Promise<string[]> {
    const found: string[] = [];
    for (const host of HOSTS) {
      const read = await this.read(host);
      if (read === null || saysNothing(read)) continue;
      const today = new Date(this.device.time).toISOString().slice(0, 10);
      const agreed = (this.texts.get(companyOf(host)) ?? []).filter(({ on }) => on <= today);
      const wider = agreed.map(({ view }) => widenings(compared(view), compared(read)));
      if (wider.every((widenings) => widenings.length > 0))
        found.push(`${host} ${JSON.stringify([wider.at(-1), read])}`);
    }
    return found;
  }

  /** Records that the user agreed to the current texts of these companies, by an act in front of the text or a yes. */
  async agreeToNow(companies: readonly string[]): Promise<void> {
    const { readDisclosure, readGrant } = this.device.here.record;
    for (const company of companies) {
      const grant = await readGrant(company);
      // The user agreed, even while the browser does not permit the host.
      if (grant !== null) this.agree(company, await readDisclosure(company, grant));
    }
  }

  /**
   * Sends a command that may ask, and answers the question. A yes agrees for the companies that the question named, and
   * for no other.
   */
  async command(
    name: string,
    payload: object,
    { yes, own = [] }: { yes: boolean; own?: readonly string[] },
  ): Promise<void> {
    const first = (await this.device.send(name, payload)).value as Partial<DisclosureQuestion> & {
      batch?: string | null;
    };
    const { asks } = first ?? {};
    const done = asks !== undefined && yes ? await this.device.send(name, { ...payload, confirmed: true }) : null;
    const batch = ((done?.value ?? first) as { batch?: string | null } | null)?.batch;
    if (typeof batch === "string") this.batches.push(batch);
    await this.agreeToNow([...own, ...(yes ? (asks ?? []).map(({ company }) => company) : [])]);
  }
}

/**
 * Normalises a text for comparison. A no that ends with a hold is a no, followed by the text of the day after. A topic
 * in the user's own words equals the topic under the id of a product of that name, which a file may list one day and
 * not the next.
 */
function compared(view: View): View {
  const { contact } = view;
  if (contact === undefined) return view;
  const rules = contact.rules.map(({ until, about, ...rule }) => ({
    ...rule,
    ...(about === undefined ? {} : { about: { label: about.label } }),
    ...(rule.want === "no" ? {} : { until }),
  }));
  return { ...view, contact: { ...contact, rules } };
}

/** Without a rule every kind is unknown at every hour, and unknown is not a yes. */
const saysNothing = ({ contact, treatment, terms, plans }: View): boolean =>
  (contact?.rules ?? []).length === 0 && treatment === undefined && terms === undefined && plans === undefined;

export interface ConsentStep {
  name: string;
  take: (agreement: Agreement) => Promise<unknown>;
}

const step = (name: string, take: ConsentStep["take"]): ConsentStep => ({ name, take });
const host = fc.constantFrom(...HOSTS);
const company = fc.constantFrom(...COMPANIES);
const sector = fc.constantFrom("bank", "retail");
const want = fc.constantFrom("yes", "ask", "no");
const label = fc.constantFrom("Loans", "Cards", "Divorce");
const parts = fc.record({ treatment: fc.boolean(), support: fc.boolean(), terms: fc.boolean() });

/** A random participation file of the host. */
const showFile = (device: Device, name: string, claim: { sector: string; labels: string[] }) => {
  const url = `https://${name}/`;
  const products = claim.labels.map((en, index) => ({ id: `p${index}`, label: { en } }));
  const said = { name: `The ${claim.sector}`, sector: claim.sector };
  const file = {
    cmr: "0.1",
    lastUpdate: "2026-11-01",
    status: "live",
    company: said,
    hosts: HOSTS,
    honours: {},
    products,
  };
  const text = JSON.stringify({ ...file, hosts: HOSTS.filter((one) => companyOf(one) === companyOf(name)) });
  device.browser.tabs = [{ id: 1, url, active: true, listening: true }];
  device.browser.inject = () => ({ url, announced: true, file: { text } });
};

async function lookAt(device: Device, name: string, claim: { sector: string; labels: string[] }): Promise<void> {
  showFile(device, name, claim);
  device.browser.permissions.held.add("<all_urls>");
  await device.send("look-at-tab", { tab: 1, check: true });
  device.browser.permissions.held.delete("<all_urls>");
}

type Choice = Omit<Allowing, "host"> & { sector?: Sector | undefined };
type BrowserAnswer = "yes" | "no" | "wide" | "none";

/** Opens the preview, presses Allow, and answers the browser's dialog. `edit`: a rule saved in another window meanwhile. */
async function allow(
  agreement: Agreement,
  name: string,
  { choice, answer, edit }: { choice: Choice; answer: BrowserAnswer; edit?: object | undefined },
): Promise<void> {
  const { device } = agreement;
  const payload = { company: companyOf(name), host: name, ...choice };
  const preview = (await device.send("preview-company", payload)).value as CompanyView | undefined;
  if (preview === undefined) return;
  const { record, intents } = device.here;
  const proposed = await intents.readGrantAfter(companyOf(name), payload);
  agreement.agree(companyOf(name), await record.readDisclosure(companyOf(name), proposed, choice.sector));
  if (edit !== undefined) await device.send("edit-preference", { layer: "base", rule: edit });
  await device.send("allow-company", { ...payload, shown: preview.view, later: preview.later });
  if (answer === "yes") await device.browser.permit(permissionFor(name));
  if (answer === "wide") await device.browser.permit(...EVERY_SITE);
  if (answer === "no") await device.send("refuse-company", { company: companyOf(name) });
}

const rule = fc.record({
  kinds: fc.subarray(["offers", "news", "advice", "service"], { minLength: 1 }),
  want,
  about: fc.option(
    label.map((text) => ({ label: text })),
    { nil: undefined },
  ),
  note: fc.option(fc.constantFrom("one", "two", "three"), { nil: undefined }),
  from: fc.option(fc.constantFrom(...DAYS), { nil: undefined, freq: 2 }),
  until: fc.option(fc.constantFrom(...DAYS), { nil: undefined, freq: 2 }),
});
/** An edited record file: a rule for everybody, and a permission for a company. */
function fileOf(time: number, of: { layer: string; said: object; some: object; id: string }): string {
  const $h = makeStamp({ milliseconds: time, counter: 7, device: "elsewhere0" });
  const at = new Date(time).toISOString();
  const rules = [{ id: "imported", layer: of.layer, ...of.said, $h }];
  const grants = [{ id: of.id, hosts: [`www.${of.id}`], parts: { ...DEFAULT_PARTS, ...of.some }, since: at, $h }];
  return JSON.stringify({ regards: 1, exportedAt: at, tables: { rules, grants } });
}

const claim = fc.record({ sector, labels: fc.subarray(["Loans", "Cards", "Divorce"]) });
const general = fc.constantFrom("base", "sector:bank", "sector:retail");

export const consentStep: fc.Arbitrary<ConsentStep> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .record({
        name: host,
        some: parts,
        sector: fc.option(sector, { nil: undefined }),
        topics: fc.subarray([
          { product: "p0", topic: "loans" },
          { product: "p0", topic: "divorce" },
        ]),
        answer: fc.constantFrom<BrowserAnswer>("yes", "yes", "yes", "no", "wide", "none"),
        edit: fc.option(rule, { nil: undefined, freq: 2 }),
      })
      .map(({ name, some, answer, edit, ...more }) => {
        const choice = { parts: { ...DEFAULT_PARTS, ...some }, ...more };
        return step(`allow ${name} ${JSON.stringify([choice, edit])} ${answer}`, (agreed) =>
          allow(agreed, name, { choice, answer, edit }),
        );
      }),
  },
  {
    weight: 4,
    arbitrary: fc
      .tuple(host, claim)
      .map(([name, said]) => step(`see ${name} ${JSON.stringify(said)}`, ({ device }) => lookAt(device, name, said))),
  },
  {
    weight: 6,
    arbitrary: fc
      .tuple(general, rule, fc.boolean())
      .map(([layer, said, yes]) =>
        step(`rule ${layer} ${JSON.stringify(said)} ${yes}`, (agreed) =>
          agreed.command("edit-preference", { layer, rule: said }, { yes }),
        ),
      ),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(company, rule)
      .map(([id, said]) =>
        step(`own rule ${id} ${JSON.stringify(said)}`, (agreed) =>
          agreed.command("edit-preference", { layer: `company:${id}`, rule: said }, { yes: true, own: COMPANIES }),
        ),
      ),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(general, fc.constantFrom("short", "formal"), fc.boolean())
      .map(([layer, style, yes]) =>
        step(`style ${layer} ${style} ${yes}`, (agreed) =>
          agreed.command("edit-layer", { layer, fields: { treatment: { style: [style], addressAs: style } } }, { yes }),
        ),
      ),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom("default-marketing", "default-advice"), fc.boolean())
      .map(([id, yes]) =>
        step(`remove ${id} ${yes}`, (agreed) => agreed.command("remove-preference", { id }, { yes })),
      ),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(company, fc.option(sector), fc.boolean())
      .map(([id, kind, yes]) =>
        step(`kind ${id} ${kind} ${yes}`, (agreed) =>
          agreed.command("edit-company", { company: id, sector: kind }, { yes }),
        ),
      ),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(company, fc.option(company), fc.boolean())
      .map(([id, sameAs, yes]) =>
        step(`merge ${id} ${sameAs} ${yes}`, (agreed) =>
          agreed.command("edit-company", { company: id, sameAs }, { yes }),
        ),
      ),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(company, parts, fc.boolean(), fc.boolean())
      .map(([id, some, paused, yes]) =>
        step(`grant ${id} ${JSON.stringify(some)} ${paused} ${yes}`, (agreed) =>
          agreed.command("edit-grant", { company: id, parts: some, paused }, { yes }),
        ),
      ),
  },
  {
    weight: 1,
    arbitrary: fc
      .subarray(COMPANIES, { minLength: 1 })
      .map((companies) =>
        step(`remove ${companies}`, (agreed) => agreed.command("remove-companies", { companies }, { yes: true })),
      ),
  },
  {
    weight: 3,
    arbitrary: fc
      .nat(5)
      .map((back) =>
        step(`undo ${back}`, async ({ device, batches }) =>
          device.send("undo", { batch: batches.at(-1 - back) ?? "none" }),
        ),
      ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(host, claim).map(([name, said]) =>
      step(`use ${name} ${JSON.stringify(said)}`, async (agreed) => {
        const { device } = agreed;
        await device.browser.permit(...EVERY_SITE);
        await device.send("edit-notice", { notice: true, autoGrant: true });
        showFile(device, name, said);
        const before = await agreed.read(name);
        await device.send("notice-site", { used: true }, device.contentScript(`https://${name}/`));
        const after = await agreed.read(name);
        // An automatic permission covers general preferences only: its rules have no other member.
        const wants = (after?.contact?.rules ?? []).every((one) => Object.keys(one).sort().join() === "kinds,want");
        if (before === null && wants) await agreed.agreeToNow([companyOf(name)]);
      }),
    ),
  },
  {
    weight: 2,
    arbitrary: host.map((name) => step(`permit ${name}`, ({ device }) => device.browser.permit(permissionFor(name)))),
  },
  {
    weight: 1,
    arbitrary: host.map((name) =>
      step(`unpermit ${name}`, ({ device }) => device.browser.unpermit(permissionFor(name))),
    ),
  },
  { weight: 1, arbitrary: fc.constant(step("permit all", ({ device }) => device.browser.permit(...EVERY_SITE))) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(general, rule, parts, company, fc.boolean())
      .map(([layer, said, some, id, yes]) =>
        step(`import ${layer} ${JSON.stringify([said, some, id])} ${yes}`, (agreed) =>
          agreed.command("import-record", { text: fileOf(agreed.device.time, { layer, said, some, id }) }, { yes }),
        ),
      ),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(general, fc.boolean())
      .map(([layer, yes]) =>
        step(`reset ${layer} ${yes}`, (agreed) => agreed.command("reset-layer", { layer }, { yes })),
      ),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(general, fc.constantFrom("2026-11-25", "2026-12-24", null), fc.boolean())
      .map(([layer, until, yes]) =>
        step(`hold ${layer} ${until} ${yes}`, (agreed) => {
          const hold = until === null ? null : { until, except: ["security"] };
          return agreed.command("edit-layer", { layer, fields: { hold } }, { yes });
        }),
      ),
  },
  { weight: 1, arbitrary: fc.constant(step("unpermit all", ({ device }) => device.browser.unpermit(...EVERY_SITE))) },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom(13, 40)
      .map((hours) => step(`pass ${hours}`, ({ device }) => device.pass(hours * 3_600_000))),
  },
  {
    weight: 2,
    arbitrary: fc.constant(
      step("kill", async ({ device }) => {
        await device.kill();
        await device.start();
      }),
    ),
  },
);

const dated = fc.record({
  kinds: fc.constantFrom(["service"], ["advice"], ["offers"]),
  want,
  from: fc.option(fc.constantFrom(...DAYS), { nil: undefined }),
  until: fc.option(fc.constantFrom(...DAYS), { nil: undefined }),
});

/** One company, its pauses, and rules of later days: such sequences are rare among all steps. */
export const laterStep: fc.Arbitrary<ConsentStep> = fc.oneof(
  fc
    .option(dated, { nil: undefined })
    .map((edit) =>
      step(`allow ${JSON.stringify(edit)}`, (agreed) =>
        allow(agreed, "www.a.example", { choice: { parts: DEFAULT_PARTS }, answer: "yes", edit }),
      ),
    ),
  fc
    .tuple(dated, fc.boolean())
    .map(([said, yes]) =>
      step(`rule ${JSON.stringify(said)} ${yes}`, (agreed) =>
        agreed.command("edit-preference", { layer: "base", rule: said }, { yes }),
      ),
    ),
  fc
    .tuple(fc.boolean(), fc.boolean())
    .map(([paused, yes]) =>
      step(`paused ${paused} ${yes}`, (agreed) =>
        agreed.command("edit-grant", { company: "a.example", paused }, { yes }),
      ),
    ),
  fc.constant(step("revoke", ({ device }) => device.send("revoke-company", { company: "a.example" }))),
  fc.constant(step("pass", ({ device }) => device.pass(40 * 3_600_000))),
);
