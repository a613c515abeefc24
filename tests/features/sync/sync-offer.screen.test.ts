// Sync outside its page: the offer on Home, the card in Settings and the line in the popup.
import { h, render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { SiteView } from "../../../src/core/commands/companies.ts";
import type { SyncReport } from "../../../src/core/commands/sync.ts";
import { answerCommands } from "../../support/browser/answered.ts";
import { found, OFF, ON, press, textOf } from "../../support/browser/sync-screen.ts";
import { soon } from "../../support/device/soon.ts";

beforeEach(() => localStorage.clear());
afterEach(() => render(null, document.body));

let looks = 0;

async function start(report: SyncReport): Promise<void> {
  vi.resetModules();
  looks = 0;
  answerCommands<{ command: string }>(() => {
    looks++;
    return { value: report };
  });
  const { loadMessages } = await import("../../../src/ui/messages.ts");
  await loadMessages("en-GB");
}

const looked = () => soon(() => expect(looks).toBe(1));

describe("the offer on Home", () => {
  const draw = async () => {
    const { SyncOffer } = await import("../../../src/features/sync/sync-offer.tsx");
    await act(() => render(h(SyncOffer, {}), document.body));
  };

  test("leads to the page, and declined once it stays away", async () => {
    await start(OFF);
    await draw();
    await soon(() => expect(found("sync-offer-open")?.getAttribute("href")).toBe("#/settings/sync"));
    await press("sync-offer-decline");
    expect(found("sync-offer")).toBeNull();
    render(null, document.body);
    await draw();
    expect([found("sync-offer"), looks]).toEqual([null, 1]);
  });

  test("is absent while sync is on", async () => {
    await start(ON);
    await draw();
    await looked();
    expect(found("sync-offer")).toBeNull();
  });
});

describe("the card in Settings", () => {
  test.each([
    [OFF, "Sync is off."],
    [ON, "Sync is on. Storage: cloud.example."],
    [{ ...ON, place: { kind: "folder" as const, name: "Regards" } }, "Sync is on. Storage: folder “Regards”."],
    [{ ...ON, place: { kind: "browser" as const, name: "" } }, "Sync is on. Storage: the browser’s own sync."],
  ])("%#: %s", async (report, sentence) => {
    await start(report);
    const { SyncSettings } = await import("../../../src/features/sync/sync-settings.tsx");
    await act(() => render(h(SyncSettings, {}), document.body));
    await soon(() => expect(textOf("settings-sync")).toBe(sentence));
    expect(found("settings-sync-open")?.getAttribute("href")).toBe("#/settings/sync");
  });
});

describe("the line in the popup", () => {
  const draw = async (site: Pick<SiteView, "company" | "name" | "grant" | "waits"> | null) => {
    const { SyncNote } = await import("../../../src/pages/popup/sync-note.tsx");
    await act(() => render(h(SyncNote, { site }), document.body));
    await looked();
  };

  test.each(["off", "syncing", "synced", "waiting"] as const)("is absent while sync is %s", async (state) => {
    await start({ ...ON, state });
    await draw(null);
    expect(document.body.textContent).toBe("");
  });

  test("says that sync needs the user", async () => {
    await start({ ...ON, state: "needs-user" });
    await draw(null);
    await soon(() => expect(textOf("sync-note")).toContain("Nothing is lost."));
    expect(found("sync-note-open")?.getAttribute("href")).toMatch(/#\/settings\/sync$/);
  });

  test("says that only another device allowed the company", async () => {
    const allowElsewhere = [{ company: "bank.example", name: "Bank", hosts: ["bank.example"] }];
    await start({ ...ON, allowElsewhere });
    await draw({ company: "bank.example", name: "Bank", grant: "paused", waits: true });
    await soon(() => expect(textOf("sync-note-elsewhere")).toContain("You allowed Bank on another device."));
    await start({ ...ON, allowElsewhere });
    render(null, document.body);
    await draw({ company: "shop.example", name: "Shop", grant: "live", waits: false });
    expect(found("sync-note-elsewhere")).toBeNull();
  });
});
