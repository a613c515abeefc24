// The shared cases of tests/vectors, run with the extension's own code.
import { describe, expect, test } from "vitest";
import { companyOf } from "../../src/core/companies/company.ts";
import { isPlanFor, type Plan } from "../../src/core/plans/plan.ts";
import { type RuleQuestion, resolveContact } from "../../src/core/preferences/resolution.ts";
import { delayAfter, outcomeOf } from "../../src/core/sharing/delivery-outcome.ts";
import { planBody } from "../../src/core/sharing/shared-plan.ts";
import { summaryFor, type ViewInput, viewFor } from "../../src/core/sharing/view.ts";
import { checkBody, type ItemKind, withdrawnIn } from "../../src/kit/receiver/bodies.ts";
import { readCustomerData } from "../../src/signal/customer-data.ts";
import type { DataEntry } from "../../src/signal/data-row.ts";
import { decodeDocument } from "../../src/signal/decode-document.ts";
import { decodeHeader, encodeHeader, type Summary } from "../../src/signal/header.ts";
import { readParticipation } from "../../src/signal/participation.ts";
import { encodeAnswer, type QuestionAnswer, readQuestion } from "../../src/signal/question.ts";
import { encodeSharedFeeling, type SharedFeeling } from "../../src/signal/shared-feeling.ts";
import { encodeWithdrawal } from "../../src/signal/shared-texts.ts";
import { granting } from "../support/data/profile.ts";
import data from "../vectors/data.json" with { type: "json" };
import decide from "../vectors/decide.json" with { type: "json" };
import delivery from "../vectors/delivery.json" with { type: "json" };
import document from "../vectors/document.json" with { type: "json" };
import header from "../vectors/header.json" with { type: "json" };
import participation from "../vectors/participation.json" with { type: "json" };
import question from "../vectors/question.json" with { type: "json" };
import resolution from "../vectors/resolution.json" with { type: "json" };
import { layersOf } from "../vectors/shared-layers.ts";
import view from "../vectors/view.json" with { type: "json" };
import { withoutReason } from "../vectors/without-reason.ts";

describe("header vectors", () => {
  test.each(header.decode)("decode: $name", ({ input, expected }) => {
    expect(withoutReason(decodeHeader(input))).toEqual(expected);
  });
  test.each(header.encode)("encode: $name", ({ input, expected }) => {
    expect(encodeHeader(input as Summary)).toBe(expected);
  });
});

describe("document vectors", () => {
  test.each(document.decode)("decode: $name", ({ input, expected }) => {
    expect(withoutReason(decodeDocument(input))).toEqual(expected);
  });
});

describe("resolution vectors", () => {
  test.each(resolution.resolve)("resolve: $name", ({ layers, question, expected }) => {
    const found = resolveContact(layersOf(layers, resolution.layers), question as RuleQuestion);
    const { rule, layer, reason } = found ?? {};
    expect(found === null ? null : { want: rule?.want, reason, layer, rule: rule?.id }).toEqual(expected);
  });
});

describe("view vectors", () => {
  test.each(view.view)("view: $name", ({ input, expected }) => {
    const { layers, parts, products = [], plans = [], company = { id: "company.example" }, timeZone, on } = input;
    const asked: ViewInput = {
      layers: layersOf(layers, view.layers),
      parts: granting(...(parts as Parameters<typeof granting>)),
      products: products as unknown as ViewInput["products"],
      plans: (plans as unknown as Plan[]).filter((plan) => isPlanFor(plan, company, on)),
      timeZone,
      on,
    };
    const seen = viewFor(asked);
    expect(seen).toEqual(expected.document);
    expect(encodeHeader(summaryFor(asked, seen))).toBe(expected.header);
  });
});

describe("participation vectors", () => {
  test.each(participation.read)("read: $name", ({ host, input, expected }) => {
    const result = readParticipation(typeof input === "string" ? input : JSON.stringify(input), host, companyOf);
    // Readers may keep unknown members; the detail of a fault is for people.
    expect(result).toMatchObject(expected);
  });
});

const textOf = (input: unknown): string => (typeof input === "string" ? input : JSON.stringify(input));
const NOW = Date.parse("2026-11-22T12:00:00Z");

interface Written {
  feeling?: SharedFeeling;
  plan?: object;
  question?: string;
  answer?: QuestionAnswer;
  withdraw?: string;
  replaces?: string;
}

describe("delivery vectors", () => {
  test.each(delivery.write)("write $name", ({ kind, input, expected }) => {
    const { feeling = {}, plan = {}, question: asked = "", answer, withdraw = "", replaces } = input as Written;
    const texts: Record<string, () => string> = {
      feeling: () => encodeSharedFeeling(feeling, replaces),
      plan: () => planBody(plan as Plan, replaces),
      answer: () => encodeAnswer(asked, answer ?? { text: "" }),
      withdraw: () => encodeWithdrawal(withdraw),
    };
    expect(texts[kind]?.()).toBe(expected);
  });
  test.each(delivery.read)("read $name", ({ kind, input, expected }) => {
    const result = checkBody(kind as ItemKind, textOf(input), NOW);
    expect(result.ok).toBe(expected.ok);
    if (result.ok) expect(result.checked.replaces).toBe("replaces" in expected ? expected.replaces : null);
  });
  test.each(delivery.withdraw)("a withdrawal $name", ({ input, expected }) => {
    expect(withdrawnIn(input)).toBe(expected);
  });
  test.each(delivery.answer)("answer: $name", ({ status, body, expected }) => {
    const outcome = outcomeOf({ status, retryAfter: null, bytes: new TextEncoder().encode(body) }, NOW);
    const { receipt, reply, promise } = outcome.kind === "accepted" ? outcome.answer : {};
    const reason = outcome.kind === "refused" ? outcome.reason : undefined;
    expect({ state: outcome.kind, receipt, reply, promise, reason }).toEqual(expected);
  });
  test.each(delivery.wait)("wait: $name", ({ attempts, now, retryAfter, expected }) => {
    const outcome = outcomeOf({ status: 503, retryAfter, bytes: new Uint8Array() }, Date.parse(now));
    const asked = outcome.kind === "later" ? outcome.retryAfterSeconds : null;
    const [shortest, longest] = [0, 1 - 2 ** -32].map((chance) => delayAfter(attempts, asked, chance) / 1000);
    expect(shortest).toBeGreaterThanOrEqual(expected.least);
    expect(longest).toBeLessThanOrEqual(expected.most);
    // Spread over the whole range, so that browsers do not retry at the same time.
    expect(longest).toBeGreaterThan(expected.most * 0.99);
  });
});

describe("question vectors", () => {
  test.each(question.read)("read: $name", ({ input, expected }) => {
    expect(readQuestion(input)).toEqual(expected);
  });
});

describe("data vectors", () => {
  test.each(data.read)("read: $name", ({ input, expected }) => {
    const result = readCustomerData(textOf(input));
    expect(result.ok).toBe(expected.ok);
    if (!result.ok) return;
    const rows: (DataEntry | null)[] = Array.from({ length: result.rows }, () => null);
    for (const { row, ...entry } of result.entries) rows[row - 1] = entry;
    expect(rows).toEqual("rows" in expected ? expected.rows : []);
  });
});

test("each list of vectors has unique names, and there are at least nine hundred vectors", () => {
  const lists = [
    header.decode,
    header.encode,
    document.decode,
    resolution.resolve,
    view.view,
    decide.decide,
    participation.read,
    ...Object.values(delivery),
    question.read,
    data.read,
  ].map((vectors) => vectors.map(({ name }) => name));
  for (const names of lists) expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  expect(lists.flat().length).toBeGreaterThanOrEqual(900);
});
