// The form of a letter in a document: typing updates the letter at once, edited text stays, one press records it.
import { h, render } from "preact";
import { act } from "preact/test-utils";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { LetterForm, type LetterFormProps } from "../../../src/features/letters/letter-form.tsx";
import { loadMessages, t } from "../../../src/ui/messages.ts";
import { hush, Toasts } from "../../../src/ui/toast.tsx";
import { sent, session } from "../../support/browser/kept-session.ts";
import { soon } from "../../support/device/soon.ts";

vi.mock("webextension-polyfill", async () => {
  const { polyfillThat } = await import("../../support/browser/kept-session.ts");
  return polyfillThat(({ command }) => (command === "record-letter" ? { id: "l", due: "2026-12-18", batch: "b" } : {}));
});

const PROPS: LetterFormProps = {
  company: "shop.example",
  name: "The Shop",
  parties: { name: "Ada", address: "", email: "privacy@shop.example", post: "Box 1" },
  theirs: { email: true, post: false },
  sentences: () => [t("kind_offers")],
  today: "2026-11-18",
};

const root = document.createElement("div");
const part = <E extends HTMLElement = HTMLInputElement>(testId: string) =>
  root.querySelector<E>(`[data-testid="${testId}"]`);
const body = () => part("letter-text")?.value ?? "";
const settled = () => act(() => new Promise((done) => setTimeout(done, 5)));

async function type(testId: string, text: string, event = "input"): Promise<void> {
  const field = part(testId);
  if (field === null) throw new Error(`no ${testId}`);
  field.value = text;
  await act(() => void field.dispatchEvent(new Event(event, { bubbles: true })));
  await settled();
}
const pick = (testId: string, value: string) => type(testId, value, "change");
const press = async (testId: string) => {
  await act(() => part(testId)?.click());
  await settled();
};

beforeEach(async () => {
  document.body.append(root);
  await loadMessages("en");
  sent.length = 0;
  session.clear();
  hush();
  await reopen({ kind: "contact" });
});

/** Unmounts the form, as leaving the page or closing the window does, and mounts it again. */
async function reopen(more: Partial<LetterFormProps> = {}): Promise<void> {
  await act(() => render(null, root));
  await act(() => render(h("div", null, h(LetterForm, { ...PROPS, ...more }), h(Toasts, null)), root));
  await settled();
}

test("the form starts with contact rules, in the interface's language, to the known address", () => {
  expect(part("letter-subject")?.value).toBe("How you may contact me");
  expect(body()).toContain("- Offers");
  expect(body()).toMatch(/Ada$/);
  expect(part<HTMLAnchorElement>("letter-mail")?.getAttribute("href")).toMatch(
    /^mailto:privacy@shop\.example\?subject=How/,
  );
  expect(root.textContent).toContain(t("letter_address_theirs"));
});

test("the form starts with the kind that a link requested", async () => {
  await act(() => render(h(LetterForm, { ...PROPS, key: "again", kind: "erasure" }), root));
  await settled();
  expect(body()).toContain("Article 17(1)");
});

test("kind, law and language change the letter; the rules follow its language, the interface does not change", async () => {
  await pick("letter-kind", "erasure");
  expect(body()).toContain("Article 17(1)");
  await pick("letter-law", "ccpa");
  expect(body()).toContain("1798.105");
  await pick("letter-kind", "contact");
  await pick("letter-language", "de");
  await soon(() => expect(body()).toContain("- Angebote"));
  expect(root.querySelector(".letter-paper")?.getAttribute("lang")).toBe("de");
  expect(part("letter-sent")?.textContent).toBe("I sent it");
});

test("the sender's fields update the letter at once and are stored on leaving the field, except the number", async () => {
  await type("letter-name", "Ada Muster");
  expect(body()).toMatch(/Ada Muster$/);
  await type("letter-name", "Ada Muster", "change");
  await type("letter-address", "1 Road", "change");
  await type("letter-number", "K-7");
  await type("letter-number", "K-7", "change");
  await type("letter-email", "office@shop.example");
  await type("letter-email", "office@shop.example", "change");
  await type("letter-post", " ", "change");
  expect(body()).toMatch(/Customer number: K-7$/);
  expect(part<HTMLAnchorElement>("letter-mail")?.href).toContain("office@shop.example");
  expect(sent).toEqual([
    { command: "edit-profile", payload: { letterName: "Ada Muster" } },
    { command: "edit-profile", payload: { letterAddress: "1 Road" } },
    { command: "edit-company", payload: { company: "shop.example", contactEmail: "office@shop.example" } },
    { command: "edit-company", payload: { company: "shop.example", contactPost: null } },
  ]);
});

test("edited text is mailed and printed, until the user starts over", async () => {
  await type("letter-text", "My own words & more");
  await type("letter-name", "Somebody");
  expect(body()).toBe("My own words & more");
  expect(part<HTMLAnchorElement>("letter-mail")?.href).toContain("body=My%20own%20words%20%26%20more");
  expect(root.querySelector(".letter-paper")?.textContent).toContain("My own words");
  await press("letter-anew");
  expect(body()).toMatch(/Somebody$/);
  expect(part("letter-changed")).toBeNull();
});

test("the form warns about a long letter", async () => {
  expect(part("letter-long")).toBeNull();
  await type("letter-text", "x".repeat(1800));
  expect(part("letter-long")).toBeNull();
  await type("letter-text", "ä".repeat(400));
  expect(part("letter-long")?.textContent).toBe(t("letter_long"));
});

describe("typed text survives", () => {
  test("leaving the page, a reload and closing the window", async () => {
    await pick("letter-kind", "erasure");
    await pick("letter-law", "plain");
    await type("letter-text", "My own words");
    await type("letter-subject", "My subject");
    await type("letter-name", "Ada Mu");
    await type("letter-number", "K-7");
    await reopen();
    expect(body()).toBe("My own words");
    expect(["letter-subject", "letter-name", "letter-number"].map((id) => part(id)?.value)).toEqual([
      "My subject",
      "Ada Mu",
      "K-7",
    ]);
    expect(part("letter-changed")).not.toBeNull();
    await press("letter-sent");
    expect(sent.at(-1)?.payload).toMatchObject({ kind: "erasure", law: "plain" });
    await type("letter-text", "My own words");
    await reopen({ company: "other.example" });
    expect(body()).not.toContain("My own words");
  });

  test.each([
    ["letter-kind", "copy"],
    ["letter-law", "plain"],
    ["letter-language", "de"],
  ])(
    "another %s: that is another letter, and Undo or the same choice restores the edited one",
    async (select, other) => {
      const before = part(select)?.value ?? "";
      await type("letter-text", "My own words");
      await pick(select, other);
      await soon(() => expect(body()).not.toBe("My own words"));
      expect(part("status")?.textContent).toContain(t("letter_another"));
      await press("undo");
      await soon(() => expect([part(select)?.value, body()]).toEqual([before, "My own words"]));
      await pick(select, other);
      await type("letter-text", "Other words");
      await reopen();
      await soon(() => expect(body()).toBe("Other words"));
      await pick(select, before);
      await soon(() => expect(body()).toBe("My own words"));
    },
  );

  test("a link that requests another letter", async () => {
    await type("letter-text", "My own words");
    await reopen({ kind: "objection" });
    expect(body()).toContain("Article 21");
    await pick("letter-kind", "contact");
    expect(body()).toBe("My own words");
  });

  test("starting over, through Undo", async () => {
    await type("letter-text", "My own words");
    await press("letter-anew");
    expect(body()).not.toBe("My own words");
    await press("undo");
    expect(body()).toBe("My own words");
  });

  test("without edits, another choice shows no message", async () => {
    await pick("letter-kind", "copy");
    expect(part("undo")).toBeNull();
  });

  test("a sent letter is no longer a draft, unless sending is undone", async () => {
    await type("letter-text", "My own words");
    await press("letter-sent");
    expect(body()).toBe("My own words");
    expect(session.size).toBe(0);
    await press("undo");
    await reopen();
    expect(body()).toBe("My own words");
  });

  test("a stored name is not a draft: the letter takes a name that is changed elsewhere", async () => {
    await type("letter-name", "Ada Muster");
    await reopen({ parties: { ...PROPS.parties, name: "Ada Muster" } });
    await reopen({ parties: { ...PROPS.parties, name: "Ada Meier" } });
    expect(part("letter-name")?.value).toBe("Ada Meier");
  });
});

test("the form reports text that is not one email address, and offers no letter to it", async () => {
  const href = () => part<HTMLAnchorElement>("letter-mail")?.getAttribute("href") ?? "";
  await type("letter-email", "a@shop.example, b@shop.example");
  expect(href()).toMatch(/^mailto:\?subject=/);
  expect(root.textContent).toContain(t("letter_email_unclear"));
  await type("letter-email", "a@shop.example");
  expect(href()).toMatch(/^mailto:a@shop\.example\?/);
  expect(root.textContent).not.toContain(t("letter_email_unclear"));
});

test("copying confirms, or explains the alternative if the browser refuses", async () => {
  const writeText = vi.fn(async (_text: string) => {});
  vi.spyOn(navigator, "clipboard", "get").mockReturnValue({ writeText } as unknown as Clipboard);
  await press("letter-copy");
  expect(writeText).toHaveBeenCalledWith(body());
  expect(part("status")?.textContent).toContain(t("letter_copied"));
  writeText.mockRejectedValueOnce(new Error("no"));
  await press("letter-copy");
  expect(part("fault")?.textContent).toContain(t("letter_copy_failed"));
});

test('"I sent it" records kind and law, shows the due day, and has an Undo', async () => {
  await pick("letter-kind", "copy");
  await press("letter-sent");
  expect(sent).toEqual([{ command: "record-letter", payload: { company: "shop.example", kind: "copy", law: "gdpr" } }]);
  expect(part("status")?.textContent).toContain("Dec 18, 2026");
  await press("undo");
  expect(sent.at(-1)).toEqual({ command: "undo", payload: { batch: "b" } });
});
