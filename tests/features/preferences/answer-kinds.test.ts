// One line of the preferences card as a command: its rules, its questions, and the text that a company reads.
import { beforeEach, describe, expect, test } from "vitest";
import { bank, type Device, world } from "../../support/device/world.ts";

const layer = `company:${bank.company}`;
const MARKETING = ["news", "offers", "partners"] as const;
let phone: Device;

beforeEach(async () => {
  phone = (await world()).phone;
  await phone.allow(bank.company, bank.host);
});

const rules = async (of: string) =>
  (await phone.rows("rules")).filter(({ layer, $del }) => layer === of && $del !== true);
const read = async (kind: string) => {
  const { contact } = (await phone.request(bank.url)).value as {
    contact: { rules: { kinds: string[]; want: string }[] };
  };
  return contact.rules.find(({ kinds }) => kinds.includes(kind));
};

describe("in the general preferences", () => {
  test("a line changes its existing rule", async () => {
    await phone.ask("answer-kinds", { layer: "base", kinds: ["advice", "research"], answer: { want: "no" } });
    const advice = (await rules("base")).find(({ id }) => id === "default-advice");
    expect(advice).toMatchObject({ kinds: ["advice", "research"], want: "no" });
    expect(advice?.limit).toBe(null);
    expect(await rules("base")).toHaveLength(5);
    expect(await read("advice")).toMatchObject({ want: "no" });
  });

  test("a line that discloses more asks for each company, and writes nothing without a yes", async () => {
    const edit = { layer: "base", kinds: MARKETING, answer: { want: "yes" } };
    const asked = await phone.ask<{ question: string }>("answer-kinds", edit);
    expect(asked).toMatchObject({ asks: [{ company: bank.company }] });
    expect(await read("offers")).toMatchObject({ want: "no" });
    await phone.ask("answer-kinds", { ...edit, confirmed: asked.question });
    expect(await read("offers")).toMatchObject({ want: "yes" });
  });
});

describe("for one company", () => {
  test("an own answer that discloses nothing new needs no question, and reaches the company's page", async () => {
    await phone.ask("answer-kinds", { layer, kinds: ["service", "support"], answer: { want: "yes", via: ["call"] } });
    expect(await rules(layer)).toMatchObject([{ kinds: ["service", "support"], want: "yes", via: ["call"] }]);
    expect(await read("support")).toMatchObject({ via: ["call"] });
  });

  test("opening refused kinds needs a yes, and the question names only these kinds", async () => {
    const edit = { layer, kinds: MARKETING, answer: { want: "ask" } };
    expect(await phone.ask("answer-kinds", edit)).toMatchObject({
      asks: [{ widenings: [{ what: "contact", kinds: MARKETING }] }],
    });
    expect(await rules(layer)).toEqual([]);
  });

  test("removing the answer restores the general one, after a question if that discloses more", async () => {
    await phone.ask("answer-kinds", { layer, kinds: ["changes"], answer: { want: "no" } });
    const back = { layer, kinds: ["changes"], answer: null };
    const asked = await phone.ask<{ question: string }>("answer-kinds", back);
    expect(asked.question).toBeTruthy();
    expect(await read("changes")).toMatchObject({ want: "no" });
    await phone.ask("answer-kinds", { ...back, confirmed: asked.question });
    expect(await rules(layer)).toEqual([]);
    expect(await read("changes")).toMatchObject({ want: "yes", via: ["email", "post"] });
  });

  test("an own rule about more kinds is split, and its other kinds keep their answer", async () => {
    await phone.ask("edit-preference", { layer, rule: { kinds: ["service", "support", "changes"], want: "ask" } });
    await phone.ask("answer-kinds", { layer, kinds: ["changes"], answer: { want: "no" } });
    expect((await rules(layer)).map(({ kinds, want }) => [kinds, want])).toEqual([
      [["service", "support"], "ask"],
      [["changes"], "no"],
    ]);
  });
});
