// The page about sync over a background that only answers: a test sets the report and reads the commands.
import { IDBFactory } from "fake-indexeddb";
import { h, render } from "preact";
import { act } from "preact/test-utils";
import { expect, vi } from "vitest";
import type { SyncReport } from "../../../src/core/commands/sync.ts";
import { soon } from "../device/soon.ts";
import { answerCommands } from "./answered.ts";
import { FakeBrowser } from "./fake-browser.ts";

export const OFF: SyncReport = {
  place: null,
  state: "off",
  lastSyncedAt: null,
  problem: null,
  progress: null,
  devices: [],
  owedRows: 0,
  storedBytes: 0,
  heldErasures: 0,
  quarantined: [],
  allowElsewhere: [],
};

export const NOW = Date.parse("2026-11-30T12:00:00Z");

export const ON: SyncReport = {
  ...OFF,
  place: { kind: "webdav", name: "cloud.example" },
  state: "synced",
  lastSyncedAt: NOW - 2 * 60_000,
  devices: [
    { id: "aaaaaaaaa1", name: "Laptop", own: false, lastSeenAt: NOW - 86_400_000, forgotten: false },
    { id: "aaaaaaaaa2", name: "Phone", own: true, lastSeenAt: NOW, forgotten: false },
  ],
  storedBytes: 412_300,
};

interface Message {
  command: string;
  payload: object;
}

export const found = (id: string) => document.querySelector<HTMLElement>(`[data-testid="${id}"]`);
export const press = async (id: string): Promise<void> => {
  await soon(() => expect(found(id), id).not.toBeNull());
  await act(() => found(id)?.click());
};
export const textOf = (id: string): string => found(id)?.textContent ?? "";

/** Types into a field as a user would. */
export async function type(id: string, text: string): Promise<void> {
  await soon(() => expect(found(id), id).not.toBeNull());
  const field = found(id) as HTMLInputElement | null;
  if (field === null) return;
  field.value = text;
  await act(() => void field.dispatchEvent(new Event("input", { bubbles: true })));
  await act(() => void field.dispatchEvent(new Event("change", { bubbles: true })));
}

/** Renders the page. `told` has every command that does not read; assign `now.report` to change the next answer. */
export async function openSync(
  report: SyncReport,
  answers: Readonly<Record<string, unknown>> = {},
  browser = new FakeBrowser(),
) {
  vi.resetModules();
  const now = { report };
  const told: Message[] = [];
  const answer = (message: Message): object => {
    if (message.command === "look-at-sync") return { value: now.report };
    if (message.command === "read-lost-values") return { value: answers["read-lost-values"] ?? [] };
    told.push(message);
    return { value: answers[message.command] ?? {} };
  };
  answerCommands(answer, {}, browser);
  const { keyPlace } = await import("../../../src/platform/vault/key-store.ts");
  keyPlace.factory = () => new IDBFactory();
  const { clock } = await import("../../../src/platform/clock.ts");
  clock.now = () => NOW;
  const { loadMessages, addSyncTexts } = await import("../../../src/ui/messages.ts");
  const { SyncPage } = await import("../../../src/features/sync/sync-page.tsx");
  const { Toasts, hush } = await import("../../../src/ui/toast.tsx");
  const { Confirm } = await import("../../../src/ui/confirm.tsx");
  await loadMessages("en-GB");
  await addSyncTexts();
  hush();
  await act(() => render([h(SyncPage, {}), h(Toasts, {}), h(Confirm, {})], document.body));
  await soon(() => expect(document.querySelector("section")).not.toBeNull());
  return { told, now };
}
