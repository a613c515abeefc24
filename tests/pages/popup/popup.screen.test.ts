// Presses in the popup: the effect of Undo, the sentences about a company's reading, and a response to every press.
import { Dexie } from "dexie";
import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { type ComponentChild, h, render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { SiteView } from "../../../src/core/commands/companies.ts";
import type { Feeling } from "../../../src/core/record/tables.ts";
import { DEFAULT_PARTS } from "../../../src/core/sharing/default-parts.ts";
import { answerCommands } from "../../support/browser/answered.ts";
import { LOOK } from "../../support/data/site-view.ts";
import { faultsMayBeLogged } from "../../support/device/oracle.ts";
import { settled } from "../../support/device/settle.ts";
import { soon } from "../../support/device/soon.ts";
import { forgetModules } from "../../support/device/start-anew.ts";

const feeling: Feeling = {
  id: "f",
  at: "2026-11-18T12:00:00Z",
  company: "shop.example",
  scale: 5,
  value: 1,
  words: [],
  about: [],
  how: "self",
  delayMinutes: 0,
};
interface Sent {
  command: string;
  payload: Record<string, unknown>;
}
let sent: Sent[] = [];
let entries: object[] = [];
let answer: (message: Sent) => object = () => ({ value: {} });

beforeEach(async () => {
  sent = [];
  entries = [];
  answer = () => ({ value: { batch: `b${sent.length}`, id: "r" } });
  forgetModules();
  Dexie.dependencies.indexedDB = new IDBFactory();
  Dexie.dependencies.IDBKeyRange = IDBKeyRange;
  answerCommands((message: Sent) => {
    sent.push(message);
    return message.command.startsWith("look-at-entries") ? { value: entries } : answer(message);
  });
  const { loadMessages } = await import("../../../src/ui/messages.ts");
  await loadMessages("en-GB");
});

afterEach(async () => {
  (await import("../../../src/ui/toast.tsx")).hush();
  render(null, document.body);
});

const all = (testId: string) => [...document.querySelectorAll<HTMLElement>(`[data-testid="${testId}"]`)];
const text = (testId: string): string => all(testId)[0]?.textContent ?? `no ${testId}`;
const rest = () =>
  act(async () => {
    await new Promise((done) => setTimeout(done, 20));
    await settled();
  });
async function show(what: ComponentChild): Promise<void> {
  const { Toasts } = await import("../../../src/ui/toast.tsx");
  const { Confirm } = await import("../../../src/ui/confirm.tsx");
  await act(() => render([what, h(Toasts, {}), h(Confirm, {})], document.body));
  await rest();
}
async function press(testId: string): Promise<void> {
  await act(() => all(testId)[0]?.click());
  await rest();
}
const undone = () => sent.filter(({ command }) => command === "undo").map(({ payload }) => payload.batch);

describe("details of a feeling", () => {
  async function Form() {
    const { FeelingDetailForm } = await import("../../../src/features/feelings/feeling-detail.tsx");
    const { useDescribe } = await import("../../../src/features/feelings/use-describe.ts");
    return function Described() {
      return h(FeelingDetailForm, { feeling, onDescribe: useDescribe(feeling) });
    };
  }

  test("have an Undo for the words, which reverts only the words", async () => {
    await show(h(await Form(), {}));
    await press("word-relieved");
    expect(text("status")).toContain("Words saved on this device.");
    expect(all("undo")[0]?.getAttribute("aria-label")).toBe("Undo: Words saved on this device.");
    await press("word-respected");
    await press("undo");
    expect(undone()).toEqual(["b2", "b1"]);
    expect(text("status")).toContain("Undone.");
  });

  test("have another message for each kind of change, whose Undo keeps the earlier changes", async () => {
    await show(h(await Form(), {}));
    await press("word-relieved");
    await press("tag-price");
    expect(text("status")).toContain("Topics saved on this device.");
    await press("undo");
    expect(undone()).toEqual(["b2"]);
  });

  test("report no refused word as saved", async () => {
    answer = () => ({ error: { code: "storage-full", message: "full" } });
    faultsMayBeLogged(/storage-full/);
    await show(h(await Form(), {}));
    await press("word-relieved");
    expect(text("status")).toBe("");
    expect(text("fault")).toContain("Not saved");
    expect(all("word-relieved")[0]?.getAttribute("aria-pressed")).toBe("false");
  });
});

describe("the sentence about a company's reading", () => {
  const UNTIL = "2026-11-20T09:12:00Z";
  const panel = async (more: object) => {
    const { CompanyPanel } = await import("../../../src/pages/popup/company-panel.tsx");
    const { isWithoutPart, WithoutPart } = await import("../../../src/pages/popup/without-part.tsx");
    const look = { ...LOOK, ...more } as SiteView;
    const props = { site: look, again: async () => look, onEdit: () => {} };
    await show(isWithoutPart(look) ? h(WithoutPart, props) : h(CompanyPanel, props));
  };
  const states = [
    LOOK.participation,
    { ...LOOK.participation, testing: true },
    { state: "does-not" },
    { state: "not-looked" },
    { state: "invalid", fault: "schema", detail: "" },
    { state: "unreadable", fault: "network" },
  ];
  const grants = ["none", "expired", "revoked"];
  const table = states.flatMap((participation) => grants.map((grant) => [participation, grant] as const));

  test.each(table)(
    "%o, %s: names the end of its reading, or says that it has seen nothing",
    async (participation, grant) => {
      await panel({ participation, grant, readUntil: UNTIL });
      expect(text("reading")).toMatch(/^The Shop read your wishes until .*2026.*\. It sees nothing now\.$/);
      expect(all("ask-delete")[0]?.getAttribute("href")).toContain("#/companies/shop.example/letters/erasure");
      expect(document.body.textContent).not.toMatch(/[Nn]othing (?:has been|was) sent/);
      await panel({ participation, grant, readUntil: null });
      expect(text("reading")).toBe("It has seen nothing so far.");
      expect(all("ask-delete")).toEqual([]);
    },
  );

  test("names an earlier reading while the grant is paused", async () => {
    await panel({ grant: "paused", readUntil: UNTIL });
    await soon(() => expect(all("reading")).toHaveLength(1));
    expect(text("reading")).toContain("It sees nothing now.");
    expect(all("ask-delete")).toHaveLength(1);
  });

  test.each(states.slice(2))("a second look reports the result, even if nothing is new: %o", async (participation) => {
    await panel({ participation });
    await press("check-participation");
    expect(text("status")).toContain("Looked just now.");
    expect(text("status")).toContain(text("participation"));
  });
});

describe("a company that takes no part", () => {
  const open = async (more: object = {}) => {
    const { WithoutPart } = await import("../../../src/pages/popup/without-part.tsx");
    const look = { ...LOOK, participation: { state: "does-not" }, ...more } as SiteView;
    await show(h(WithoutPart, { site: look, again: async () => look }));
  };

  test("shows the last entries in words, without the visit of the faces", async () => {
    entries = [
      { id: "f", at: "2026-11-18T12:00:00Z", kind: "visit", value: 1, words: [] },
      { id: "a", at: "2026-11-17T12:00:00Z", kind: "visit", value: -2, words: ["ignored", "trapped"] },
      { id: "b", at: "2026-11-16T12:00:00Z", kind: "contact", about: "offers", channel: "call", verdict: "broke" },
    ];
    await open({ feeling });
    expect(all("last-entry").map((one) => one.textContent)).toEqual([
      "Very bad Ignored and Trapped17 Nov 2026",
      "They contacted you: Offers, Phone call 16 Nov 2026",
    ]);
    expect(sent.filter(({ command }) => command === "look-at-entries")[0]?.payload).toEqual({
      company: "shop.example",
    });
  });

  test("offers to write and to note a call, and shows no empty list", async () => {
    await open();
    expect(all("last-entries")).toEqual([]);
    expect(text("tell-anyway")).toContain("Write to them");
    expect(all("tell-anyway")[0]?.getAttribute("href")).toContain("#/companies/shop.example/letters");
    await press("they-contacted");
    await soon(() => expect(all("contact-save")).toHaveLength(1));
  });
});

test("a page without a company lists the recent companies, and a press shows the faces for one", async () => {
  const { Recent } = await import("../../../src/pages/popup/recent.tsx");
  const recent = [{ id: "bank.example", name: "Northbank", at: "2026-11-17T12:00:00Z", values: [1, -1, 2] }];
  answer = ({ command }) => (command === "look-at-recent" ? { value: recent } : { value: { batch: "b", id: "r" } });
  await show(h(Recent, {}));
  expect(text("recent-company")).toContain("NorthbankLast noted: 17 Nov 2026");
  expect(all("recent-company")[0]?.querySelector("[role=img]")?.getAttribute("aria-label")).toContain("Good, Bad");
  await press("recent-company");
  await press("recent-rate-good");
  const tap = sent.find(({ command }) => command === "save-tap")?.payload;
  expect(tap).toMatchObject({ host: "bank.example", value: 1 });
  expect(text("status")).toContain("Saved on this device: your rating.");
  await soon(() => expect(all("recent-rate")).toEqual([]));
});

describe("the popup's head", () => {
  const head = async (more: object) => {
    const { Header } = await import("../../../src/pages/popup/frame.tsx");
    await show(h(Header, { view: { ...LOOK, ...more } as SiteView }));
    return [text("company-name"), all("company-host").map((one) => one.textContent)];
  };

  test("names the host only once", async () => {
    expect(await head({ name: "shop.example", host: "shop.example" })).toEqual(["shop.example", []]);
    expect(await head({ name: "shop.example", host: "www.shop.example" })).toEqual(["shop.example", []]);
    expect(await head({ name: "shop.example", host: "my.shop.example" })).toEqual(["my.shop.example", []]);
    expect(await head({ name: "The Shop" })).toEqual(["The Shop", ["www.shop.example"]]);
  });
});

test("the popup lists feelings among the requests of a company, and offers their switch", async () => {
  const { askedText, changeTexts } = await import("../../../src/features/companies/participation-text.ts");
  const changes = [{ member: "feelings", added: ["feelings"], removed: [] }];
  const look = { ...LOOK, participation: { ...LOOK.participation, changes } } as unknown as SiteView;
  expect(askedText(look)).toContain("felt");
  expect(changeTexts(look)).toHaveLength(1);
  const { Parts } = await import("../../../src/features/sharing/parts.tsx");
  await show(h(Parts, { parts: { ...DEFAULT_PARTS, feelings: true }, feelings: true, onChange: async () => true }));
  expect(all("part-contact")).toHaveLength(1);
  expect(all("part-feelings")).toHaveLength(1);
});

describe("a rule in the popup", () => {
  const panel = async (editing: object) => {
    const { RulePanel } = await import("../../../src/pages/popup/rule-panel.tsx");
    await show(h(RulePanel, { site: LOOK, editing: editing as never, onEditing: () => {} }));
  };
  const typed = async () => {
    const { readUnsavedTexts } = await import("../../../src/platform/session/unsaved-text.ts");
    return readUnsavedTexts();
  };

  test("reports that Done without content saved nothing", async () => {
    await panel({ rule: { kinds: ["service"], want: "yes" } });
    await press("rule-done");
    expect(text("status")).toContain("No rule was saved");
    expect(sent).toEqual([]);
  });

  test("stores its note with each key, and saves it when the field loses focus", async () => {
    await panel({ id: "r", rule: { kinds: ["service"], want: "yes" } });
    const note = all("rule-note")[0] as HTMLInputElement;
    note.value = "Nev";
    await act(() => void note.dispatchEvent(new Event("input", { bubbles: true })));
    await rest();
    expect(sent).toEqual([]);
    expect(await typed()).toMatchObject([
      { command: "edit-preference", payload: { layer: "company:shop.example", id: "r", rule: { note: "Nev" } } },
    ]);
    await act(() => void note.dispatchEvent(new Event("change", { bubbles: true })));
    await rest();
    expect(sent).toMatchObject([{ command: "edit-preference", payload: { id: "r", rule: { note: "Nev" } } }]);
    expect(await typed()).toEqual([]);
  });

  test("is created before its note is saved", async () => {
    await panel({ rule: { kinds: ["service"], want: "no" } });
    const note = all("rule-note")[0] as HTMLInputElement;
    note.value = "N";
    await act(() => void note.dispatchEvent(new Event("input", { bubbles: true })));
    await rest();
    expect(sent).toMatchObject([{ command: "edit-preference", payload: { rule: { want: "no" } } }]);
    expect(await typed()).toMatchObject([{ payload: { id: "r", rule: { note: "N" } } }]);
  });

  test.each([
    ["of a rule that has its id", { id: "r" }],
    ["of a rule that this change makes", {}],
  ])("keeps the note %s when an earlier change is answered", async (_what, known) => {
    await panel({ ...known, rule: { kinds: ["service"], want: "yes" } });
    const want = all("rule-want")[0] as HTMLSelectElement;
    const note = all("rule-note")[0] as HTMLInputElement;
    await act(() => {
      want.value = "ask";
      want.dispatchEvent(new Event("change", { bubbles: true }));
      for (const text of ["N", "Ne", "Nev"]) {
        note.value = text;
        note.dispatchEvent(new Event("input", { bubbles: true }));
      }
    });
    await rest();
    expect(sent).toMatchObject([{ command: "edit-preference", payload: { rule: { want: "ask" } } }]);
    expect(await typed()).toMatchObject([{ payload: { id: "r", rule: { note: "Nev" } } }]);
  });
});

describe("letting any company read", () => {
  async function settings(): Promise<void> {
    const { database } = await import("../../../src/record/database.ts");
    await database.profiles.put({ id: "profile", timeZone: "Europe/Berlin", notice: true, $h: "s" });
    const { NoticeSettings } = await import("../../../src/features/notice/notice-settings.tsx");
    await show(h(NoticeSettings, {}));
    await rest();
    await press("auto-grant");
  }

  test("asks first; a no sends nothing and resets the switch", async () => {
    await settings();
    expect(text("confirm")).toContain("which kinds of messages you want in general");
    await press("confirm-no");
    expect(sent).toEqual([]);
    expect((all("auto-grant")[0] as HTMLInputElement).checked).toBe(false);
  });

  test("has an Undo after a yes", async () => {
    await settings();
    await press("confirm-yes");
    expect(sent).toEqual([{ command: "edit-notice", payload: { notice: true, autoGrant: true } }]);
    await press("undo");
    expect(undone()).toEqual(["b1"]);
  });
});

describe("an empty page hides its search, and links onward", () => {
  test.each<[string, () => Promise<ComponentChild>, string[], string[]]>([
    [
      "companies",
      async () => h((await import("../../../src/features/companies/company-list.tsx")).Companies, {}),
      ["search", "sort"],
      [],
    ],
    [
      "shared",
      async () => h((await import("../../../src/pages/dashboard/shared.tsx")).SharedPage, {}),
      ["shared-search", "shared-filter"],
      [],
    ],
    [
      "timeline",
      async () => h((await import("../../../src/pages/dashboard/timeline.tsx")).Timeline, { company: null }),
      ["timeline-search", "timeline-filter"],
      ["timeline-add"],
    ],
    [
      "what one company sees",
      async () =>
        h((await import("../../../src/pages/dashboard/company-shared.tsx")).CompanyShared, {
          company: "shop.example",
          name: "The Shop",
        }),
      [],
      ["sees-nothing", "open-website", "write-letter", "see-view"],
    ],
    [
      "its contacts",
      async () =>
        h((await import("../../../src/pages/dashboard/company-compliance.tsx")).CompanyCompliance, {
          company: "shop.example",
          name: "The Shop",
        }),
      [],
      ["compliance-add"],
    ],
  ])("%s", async (_page, page, hidden, there) => {
    await show(await page());
    await rest();
    await rest();
    expect(there.filter((testId) => all(testId).length === 0)).toEqual([]);
    expect(hidden.filter((testId) => all(testId).length > 0)).toEqual([]);
  });

  test("the compliance page notes a contact, once for two presses", async () => {
    answer = () => ({ value: { batch: "b", contact: {} } });
    const { CompanyCompliance } = await import("../../../src/pages/dashboard/company-compliance.tsx");
    await show(h(CompanyCompliance, { company: "shop.example", name: "The Shop" }));
    await press("compliance-add");
    const save = all("contact-save")[0];
    await press("contact-save");
    save?.click();
    await rest();
    expect(sent).toEqual([
      { command: "record-contact", payload: { company: "shop.example", kind: "offers", channel: "email" } },
    ]);
    expect(text("status")).toContain("Contact noted on this device.");
  });
});
