// Import in My data: asks about changes beyond notes, reports what it added, and can restore removed entries.
import { h, render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, expect, test } from "vitest";
import { erased } from "../../../src/core/record/change.ts";
import type { Feeling } from "../../../src/core/record/tables.ts";
import { DEFAULT_PARTS } from "../../../src/core/sharing/default-parts.ts";
import { feelingRow, recordFile, stampAt } from "../../support/data/rows.ts";
import { faultsMayBeLogged } from "../../support/device/oracle.ts";
import { soon } from "../../support/device/soon.ts";
import { type Device, shop, world } from "../../support/device/world.ts";

afterEach(() => render(null, document.body));

const found = (id: string) => document.querySelector<HTMLElement>(`[data-testid="${id}"]`);
const said = () => found("status")?.textContent ?? "";

async function opened(): Promise<Device> {
  const { phone } = await world();
  const { loadMessages } = await import("../../../src/ui/messages.ts");
  const { MyData } = await import("../../../src/pages/dashboard/my-data.tsx");
  const { Toasts, hush } = await import("../../../src/ui/toast.tsx");
  const { Confirm } = await import("../../../src/ui/confirm.tsx");
  await loadMessages("en-GB");
  hush();
  await act(() => render([h(MyData, {}), h(Toasts, {}), h(Confirm, {})], document.body));
  return phone;
}

async function choose(text: string): Promise<void> {
  const input = found("import") as HTMLInputElement;
  Object.defineProperty(input, "files", { value: [new File([text], "record.json")], configurable: true });
  await act(() => void input.dispatchEvent(new Event("change", { bubbles: true })));
}

async function answer(id: "confirm-yes" | "confirm-no"): Promise<void> {
  await soon(() => expect(found(id)).not.toBeNull());
  await act(() => found(id)?.click());
}

test("notes import without a question; the same file again reports nothing new", async () => {
  const phone = await opened();
  const text = recordFile({ feelings: [feelingRow("2026-11-01T08:00:00Z")] });
  await choose(text);
  await soon(() => expect(said()).toContain("2 entries imported."));
  expect((await phone.entities()).feelings).toHaveLength(1);
  await choose(text);
  await soon(() => expect(said()).toContain("already here"));
  await soon(() => expect([...phone.files.kept.keys()]).toEqual([]));
});

test("an import names paused permissions and asks about a setting; a no changes nothing", async () => {
  const phone = await opened();
  const grants = [{ id: shop.company, hosts: [shop.host], parts: DEFAULT_PARTS, since: "2026-11-01T00:00:00Z" }];
  await choose(recordFile({ grants }));
  await soon(() => expect(said()).toMatch(/paused until you resume it: shop\.example/));
  const before = await phone.export();
  await choose(recordFile({ profiles: [{ id: "profile", timeZone: "UTC", gpc: true }] }));
  await soon(() => expect(found("confirm")?.textContent).toContain("Global Privacy Control"));
  await answer("confirm-no");
  await soon(() => expect([...phone.files.kept.keys()]).toEqual([]));
  expect(await phone.export()).toBe(before);
});

test("an import lists rows that were removed here, and restores them on a yes", async () => {
  const phone = await opened();
  const { feeling } = await phone.ask<{ feeling: Feeling }>("rate-visit", { company: shop.company, value: 1 });
  const text = await phone.export();
  phone.time += 60_000;
  await phone.ask("remove-feeling", { id: feeling.id });
  await choose(text);
  await soon(() => expect(found("confirm")?.textContent).toMatch(/1 entry of the file was removed here.*Nov/));
  await answer("confirm-yes");
  await soon(async () => expect((await phone.entities()).feelings).toHaveLength(1));
});

test("an invalid file gets a sentence, and no file stays behind", async () => {
  const phone = await opened();
  faultsMayBeLogged(/import-not-json/);
  await choose("{");
  await soon(() => expect(found("fault")?.textContent).toContain("Nothing was imported"));
  await soon(() => expect([...phone.files.kept.keys()]).toEqual([]));
});

test("erasing everything says that the copies of sync stay, while sync is on", async () => {
  const phone = await opened();
  const { EraseEverything } = await import("../../../src/pages/dashboard/erase-everything.tsx");
  await act(() => render(h(EraseEverything, {}), document.body));
  await act(() => found("erase")?.click());
  expect(document.body.textContent).toContain("nobody can bring it back");
  await phone.database.meta.put({ key: "sync" } as never);
  await soon(() => expect(document.body.textContent).toContain("your other devices keep all of it"));
  expect(document.body.textContent).not.toContain("nobody can bring it back");
});

test("a file that removes entries asks with their number; a no keeps them, and Undo restores them", async () => {
  const phone = await opened();
  await phone.ask("rate-visit", { company: shop.company, value: 1 });
  const { feelings } = await phone.entities();
  const gone = (feelings ?? []).map(({ id }) => erased(id, stampAt(phone.time)));
  const text = recordFile({ feelings: gone });
  await choose(text);
  await soon(() => expect(found("confirm")?.textContent).toContain("1 entry here is removed."));
  await answer("confirm-no");
  await soon(() => expect([...phone.files.kept.keys()]).toEqual([]));
  expect((await phone.entities()).feelings).toEqual(feelings);
  await choose(text);
  await answer("confirm-yes");
  await soon(() => expect(said()).toMatch(/^1 entry here is removed\./));
  expect((await phone.entities()).feelings).toEqual([]);
  await act(() => document.querySelector<HTMLElement>('[data-testid="undo"]')?.click());
  await soon(async () => expect((await phone.entities()).feelings).toEqual(feelings));
});
