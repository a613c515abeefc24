import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Layer } from "../../../src/core/preferences/preference.ts";
import { resolveContact } from "../../../src/core/preferences/resolution.ts";
import { DEFAULT_PARTS } from "../../../src/core/sharing/default-parts.ts";
import { summaryFor, type ViewInput, viewFor } from "../../../src/core/sharing/view.ts";
import { decodeDocument } from "../../../src/signal/decode-document.ts";
import { encodeHeader } from "../../../src/signal/header.ts";
import { KINDS } from "../../../src/signal/vocabulary.ts";
import { holds, viewInput } from "../../support/data/arbitraries.ts";
import { allParts, BASE, granting, layer, reads } from "../../support/data/profile.ts";
import { runs } from "../../support/runs.ts";

/** Everything a company can read, as one text. */
const readable = (input: ViewInput): string => {
  const view = viewFor(input);
  return JSON.stringify(view) + (encodeHeader(summaryFor(input, view)) ?? "");
};

/** The same profile with private subjects in base and sector, and the word "secret" in all that must stay private. */
function withSecrets(input: ViewInput): ViewInput {
  const secret = (name: string): Layer => {
    const own = input.layers[name as "base"];
    const subject = { label: `secret subject of ${name}`, code: "gpt:secret" };
    return {
      ...own,
      rules: [
        ...(own?.rules ?? []),
        { id: `secret-id-${name}`, kinds: ["offers"], about: subject, want: "yes", note: "secret note" },
        {
          id: `secret-id-${name}-2`,
          kinds: "*",
          about: { label: "secret too", product: "secret-product" },
          want: "no",
        },
      ],
      treatment: { ...own?.treatment, formats: ["braille"], support: ["interpreter"], supportNote: "secret need" },
      secretMember: "secret member of a later version",
    };
  };
  const marked = (own: Layer | undefined): Layer => ({
    ...own,
    rules: (own?.rules ?? []).map((rule) => ({ ...rule, id: `secret-id-${rule.id}`, secretMember: "secret" })),
  });
  const { base, sector, company } = input.layers;
  const all = { base: marked(base), sector: marked(sector), company: marked(company) };
  return { ...input, layers: { ...all, base: secret("base"), sector: secret("sector") } };
}

describe("nothing that was not granted is readable", () => {
  test("no subject that is not the company's own, no id, no unknown member, for any granted parts", () => {
    holds(
      fc.property(viewInput, (input) => {
        const granted = withSecrets({ ...input, parts: { ...input.parts, support: false } });
        expect(readable(granted)).not.toContain("secret");
        expect(readable(granted)).not.toMatch(/braille|interpreter|supportNote/);
        expect(readable(granted)).not.toMatch(/rule-\d/);
      }),
      { numRuns: runs(300) },
    );
  });

  test("without any part the document has only its version and purpose, and there is no header", () => {
    holds(
      fc.property(viewInput, (input) => {
        const view = viewFor({ ...withSecrets(input), parts: allParts(false) });
        expect(view).toEqual({ cmr: "0.1", purposes: ["service"] });
        expect(encodeHeader(summaryFor(input, view))).toBeNull();
      }),
    );
  });

  test("each member is there only with its part, and taking one part away changes no other", () => {
    const members = { contact: ["contact"], terms: ["terms", "purposes"], treatment: ["treatment"] } as const;
    holds(
      fc.property(viewInput, fc.constantFrom("contact", "terms", "treatment"), (input, part) => {
        const parts = { ...input.parts, support: false };
        const [without, whole] = [false, true].map((on) => viewFor({ ...input, parts: { ...parts, [part]: on } }));
        for (const name of ["contact", "treatment", "terms", "plans", "purposes"] as const) {
          const own = (members[part] as readonly string[]).includes(name);
          if (!own) expect(without?.[name]).toEqual(whole?.[name]);
          else if (name !== "purposes") expect(without?.[name]).toBeUndefined();
        }
      }),
    );
  });

  test("only the support part discloses formats and support, and it is off by default", () => {
    const company = layer([], { treatment: { languages: ["pl"], formats: ["braille"], support: ["interpreter"] } });
    expect(reads({ company, parts: granting("treatment") }).view.treatment).toEqual({ languages: ["pl"] });
    expect(reads({ company, parts: granting("support") }).view.treatment).toEqual({
      formats: ["braille"],
      support: ["interpreter"],
    });
    expect(DEFAULT_PARTS.support).toBe(false);
    expect(Object.isFrozen(DEFAULT_PARTS)).toBe(true);
  });
});

describe("the granted view", () => {
  test("is a document that another implementation can read, member for member", () => {
    holds(
      fc.property(viewInput, (input) => {
        const view = viewFor({ ...input, parts: allParts(true) });
        const document = { ...view, issued: "2026-11-22T09:15:00Z", expires: "2026-12-22T09:15:00Z" };
        expect(decodeDocument(JSON.stringify(document))).toEqual({ state: "preferences", preferences: document });
      }),
    );
  });

  test("names the company's product by its own id and words, however the user named it", () => {
    const products = [{ id: "m-1", label: { de: "Hypothek", fr: "Crédit immobilier" } }];
    const { view } = reads({
      products,
      company: layer([{ kinds: ["offers"], about: { label: "credit  IMMOBILIER" }, want: "no" }]),
    });
    expect(view.contact?.rules.at(-1)?.about).toEqual({ label: "Hypothek", product: "m-1" });
  });

  test("names exactly the kinds for which some layer has a general rule", () => {
    holds(
      fc.property(viewInput, (input) => {
        const view = viewFor({ ...input, parts: granting("contact") });
        const named =
          view.contact?.rules.filter(({ about }) => about === undefined).flatMap(({ kinds }) => kinds) ?? [];
        const spoken = KINDS.filter((kind) => resolveContact(input.layers, { kind, on: input.on }) !== null);
        expect(named.toSorted()).toEqual(spoken.toSorted());
      }),
    );
  });

  test("permits only the service itself without other terms", () => {
    expect(reads({ parts: granting("contact") }).view.purposes).toEqual(["service"]);
    expect(reads({ parts: granting("terms") }).view.purposes).toEqual(["service", "security"]);
    const silent = {
      layers: { base: { rules: [], terms: { agreement: "SD-BASE" as const } } },
      parts: granting("terms"),
    };
    const rest = { products: [], plans: [], timeZone: "UTC", on: "2026-11-22" };
    expect(viewFor({ ...silent, ...rest })).toEqual({
      cmr: "0.1",
      purposes: ["service"],
      terms: { agreement: "SD-BASE" },
    });
    const refused = layer([], { terms: { purposes: { service: "ask" } } });
    expect(reads({ company: refused, parts: granting("terms") }).view.purposes).toEqual(["security"]);
  });

  test("sets `more` in the header exactly if the document exceeds the header", () => {
    const plain = layer([{ kinds: "*", want: "no" }], { quiet: [] });
    expect(reads({ company: plain }).header).toBe(
      "v=1, no=(security service support changes advice news offers research partners)",
    );
    expect(reads({ company: layer([{ kinds: "*", want: "no" }]) }).header).toMatch(/, more$/);
    const noted = layer([{ kinds: "*", want: "no", note: "Please." }], { quiet: [] });
    expect(reads({ company: noted }).header).toMatch(/, more$/);
  });
});

test("computing a view leaves its input unchanged", () => {
  const before = JSON.stringify(BASE);
  const { view } = reads({ parts: allParts(true) });
  view.contact?.rules.forEach((rule) => {
    rule.want = "no";
  });
  view.contact?.quiet.splice(0);
  expect(JSON.stringify(BASE)).toBe(before);
});
