// Set-up of sync, step by step: storage, verdicts, join, passphrase, recovery sheet, pairing, name.
import { render } from "preact";
import { afterEach, describe, expect, test, vi } from "vitest";
import english from "../../../public/_locales/en/messages.json" with { type: "json" };
import type { RemoteFaultCode } from "../../../src/core/sync/remote-store.ts";
import type { StoreSettings } from "../../../src/core/sync/store-settings.ts";
import { PROBES } from "../../../src/features/sync/probe-text.ts";
import { FakeBrowser } from "../../support/browser/fake-browser.ts";
import { found, OFF, ON, openSync, press, textOf, type } from "../../support/browser/sync-screen.ts";
import { faultsMayBeLogged } from "../../support/device/oracle.ts";
import { soon } from "../../support/device/soon.ts";

afterEach(() => {
  render(null, document.body);
  for (const path of Object.values(MODULES)) vi.doUnmock(path);
});

const MODULES = {
  setUp: "../../../src/features/sync/set-up.ts",
  pair: "../../../src/features/sync/pair-device.ts",
  probe: "../../../src/platform/remote/probe.ts",
  folder: "../../../src/platform/remote/create-folder.ts",
  permission: "../../../src/platform/remote/permission.ts",
  handle: "../../../src/platform/remote/folder-handle.ts",
};

const CODE = "AGE-SECRET-KEY-10T9ZQJR6V0J8Y6CQ4FQ4UPLN0W8TQ0Q5JZ2V8QH3K2N7P0S9DX4Q6M4AYE";
const MADE = { vault: "v1-abcdefghijklmnopqrst", recoveryCode: CODE };
const ADDRESS = "https://cloud.example/remote.php/dav/files/ada/Regards/";

/** Calls of the replaced modules, in order. The settings contain passwords, so tests compare only named parts. */
let calls: [name: string, ...args: unknown[]][] = [];

interface Fakes {
  verdicts?: readonly { code: string; address?: string }[];
  vaults?: readonly string[] | RemoteFaultCode;
  join?: () => Promise<void>;
  browser?: FakeBrowser;
}

async function start({ verdicts = [{ code: "ok" }], vaults = [], join = async () => {}, browser }: Fakes = {}) {
  calls = [];
  const left = [...verdicts];
  const record =
    <T>(name: string, answer: (...args: never[]) => T) =>
    async (...args: never[]): Promise<T> => {
      calls.push([name, ...args]);
      return answer(...args);
    };
  vi.doMock(MODULES.setUp, () => ({
    findVaults: record("find", async () => {
      const { RemoteFault } = await import("../../../src/core/sync/remote-store.ts");
      if (typeof vaults === "string") throw new RemoteFault(vaults);
      return vaults;
    }),
    createVault: record("create", (_settings: StoreSettings, passphrase: string | null) => ({ ...MADE, passphrase })),
    finishVault: record("finish", async (_settings: StoreSettings, _made: object, typed: string) => {
      const { Refusal } = await import("../../../src/core/commands/errors.ts");
      if (typed !== CODE) throw new Refusal("wrong-recovery-code");
    }),
    joinVault: record("join", join),
    abandonVault: record("abandon", () => ({})),
    vaultHere: record("here", () => ({})),
  }));
  vi.doMock(MODULES.pair, () => ({
    beginPairing: record("begin", () => ({ request: "age1request", words: ["ash", "bay", "cod", "dew"], secret: "s" })),
    openPairing: record("open", () => ({
      vault: MADE.vault,
      secret: "s",
      settings: { kind: "webdav", address: ADDRESS, user: "ada", password: "p" },
    })),
    finishPairing: record("finish pairing", () => ({})),
    answerPairing: record("answer", () => ({ answer: "-----BEGIN AGE" })),
  }));
  vi.doMock(MODULES.probe, () => ({
    probeWebDav: record("probe", ({ address }: { address: string }) => {
      const next = left.shift() ?? { code: "ok" };
      return { address, retryAfterSeconds: null, vaults: [], ...next };
    }),
  }));
  vi.doMock(MODULES.folder, () => ({ createFolder: record("create folder", () => {}) }));
  vi.doMock(MODULES.permission, () => ({ requestPlacePermission: record("permission", () => true) }));
  vi.doMock(MODULES.handle, () => ({
    isFolderPossible: () => true,
    pickFolder: record("pick", () => ({ kind: "folder", name: "Regards" })),
  }));
  const page = await openSync(OFF, {}, browser);
  await press("sync-set-up");
  return page;
}

const step = () => found("sync-steps")?.dataset.step;
const names = () => calls.map(([name]) => name);
const callOf = (name: string) => calls.find(([called]) => called === name)?.slice(1);

async function fillWebDav(): Promise<void> {
  await press("sync-where-webdav");
  await type("sync-webdav-host", "https://cloud.example/");
  await type("sync-webdav-user", "ada");
  await type("sync-webdav-password", "app password");
  await press("sync-webdav-connect");
}

/** Waits for the six words, which load later. */
async function takeWords(): Promise<void> {
  await soon(() => expect(textOf("sync-pass-words").split(" ")).toHaveLength(6));
  await press("sync-pass-continue");
}

test("a new vault on WebDAV: permission in the click, probe, passphrase, confirmed code, name, start", async () => {
  faultsMayBeLogged(/wrong-recovery-code/);
  const { told, now } = await start();
  await fillWebDav();
  await soon(() => expect(step()).toBe("passphrase"));
  expect(names()).toEqual(["permission", "probe", "find"]);
  expect(callOf("permission")).toEqual([ADDRESS]);
  expect(callOf("find")).toEqual([{ kind: "webdav", address: ADDRESS, user: "ada", password: "app password" }]);
  await soon(() => expect(textOf("sync-pass-words").split(" ")).toHaveLength(6));
  const words = textOf("sync-pass-words");
  await press("sync-pass-continue");
  await soon(() => expect(step()).toBe("kit"));
  expect(textOf("sync-sheet-passphrase")).toBe(words);
  expect(textOf("sync-sheet-code").replaceAll(" ", "")).toBe(CODE);
  expect(document.querySelector(".qr path")?.getAttribute("d")).toMatch(/^M/);
  await type("sync-kit-typed", "something else");
  await press("sync-kit-finish");
  await soon(() => expect(textOf("fault")).not.toBe(""));
  expect(step()).toBe("kit");
  await type("sync-kit-typed", CODE);
  await press("sync-kit-finish");
  await soon(() => expect(step()).toBe("device"));
  await type("sync-device-name", "Laptop");
  now.report = ON;
  await press("sync-device-start");
  await soon(() => expect(found("sync-state")).not.toBeNull());
  expect(told).toEqual([{ command: "start-sync", payload: { name: "Laptop" } }]);
});

describe("a verdict about the storage", () => {
  test.each(Object.keys(PROBES))("%s has a sentence and a next step", async (code) => {
    await start({ verdicts: [{ code }] });
    await fillWebDav();
    await soon(() => expect(found("sync-verdict")?.dataset.verdict).toBe(code));
    const lines = [...(found("sync-verdict")?.querySelectorAll("p") ?? [])].map(({ textContent }) => textContent);
    expect(lines).toHaveLength(2);
    for (const line of lines) expect(line).toMatch(/^[A-Z][^{]*\.$/);
    expect(names()).not.toContain("find");
  });

  test("no-folder: creates the folder and tries again", async () => {
    await start({ verdicts: [{ code: "no-folder", address: `${ADDRESS}deep/` }, { code: "ok" }] });
    await fillWebDav();
    await press("sync-webdav-create");
    await soon(() => expect(step()).toBe("passphrase"));
    expect(callOf("create folder")).toMatchObject([{ address: `${ADDRESS}deep/` }]);
    expect(callOf("find")).toMatchObject([{ address: `${ADDRESS}deep/` }]);
  });

  test("confirm-insecure: continues only after the user allows it", async () => {
    await start({ verdicts: [{ code: "confirm-insecure" }, { code: "ok" }] });
    await fillWebDav();
    expect(callOf("probe")).toMatchObject([{ address: ADDRESS }]);
    await press("sync-webdav-insecure");
    await soon(() => expect(callOf("find")).toMatchObject([{ insecure: true }]));
  });

  test("ok: keeps the address that works", async () => {
    await start({ verdicts: [{ code: "ok", address: ADDRESS.slice(0, -1) }] });
    await fillWebDav();
    await soon(() => expect(callOf("find")).toMatchObject([{ address: ADDRESS.slice(0, -1) }]));
  });
});

test("a fault of the storage after the probe is shown with its next step", async () => {
  await start({ vaults: "full" });
  await fillWebDav();
  await soon(() => expect(textOf("fault")).toContain("Your storage is full. Make room there, then try again."));
  expect(step()).toBe("webdav");
});

describe("existing synced data", () => {
  test("opens with its passphrase; a wrong one changes nothing", async () => {
    faultsMayBeLogged(/wrong-passphrase/);
    let tries = 0;
    await start({
      vaults: [MADE.vault],
      join: async () => {
        const { Refusal } = await import("../../../src/core/commands/errors.ts");
        if (++tries === 1) throw new Refusal("wrong-passphrase");
      },
    });
    await fillWebDav();
    await press("sync-found-join");
    await type("sync-join-secret", "six words");
    await press("sync-join-open");
    await soon(() => expect(textOf("fault")).not.toBe(""));
    expect(step()).toBe("join");
    await press("sync-join-open");
    await soon(() => expect(step()).toBe("device"));
    expect(callOf("join")).toMatchObject([{ kind: "webdav" }, MADE.vault, "six words"]);
  });

  test("several are distinguishable, and a new one may be created beside them", async () => {
    await start({ vaults: [MADE.vault, "v1-zzzzzzzzzzzzzzzzzzzz"] });
    await fillWebDav();
    await soon(() => expect(textOf("sync-steps")).toContain("Join number 2"));
    await press("sync-found-new");
    await soon(() => expect(step()).toBe("passphrase"));
  });
});

describe("the passphrase", () => {
  test("of the user must be hard to guess", async () => {
    await start();
    await fillWebDav();
    await press("sync-pass-own");
    await type("sync-pass-own-text", "secret");
    await soon(() => expect(found("sync-pass-strength")?.dataset.weakness).toBe("short"));
    expect(found("sync-pass-continue")?.getAttribute("aria-disabled")).toBe("true");
    await press("sync-pass-continue");
    expect(names()).not.toContain("create");
    await type("sync-pass-own-text", "walrus tin parabola eleven quince");
    await soon(() => expect(found("sync-pass-strength")?.dataset.weakness).toBe("none"));
    await press("sync-pass-continue");
    await soon(() => expect(callOf("create")?.[1]).toBe("walrus tin parabola eleven quince"));
  });

  test("is optional: without it the storage has no key", async () => {
    await start();
    await fillWebDav();
    await press("sync-pass-none");
    await press("sync-pass-continue");
    await soon(() => expect(step()).toBe("kit"));
    expect(callOf("create")?.[1]).toBeNull();
    expect(found("sync-sheet-passphrase")).toBeNull();
  });

  test("going back from the sheet abandons the vault that nobody could open", async () => {
    await start();
    await fillWebDav();
    await takeWords();
    await soon(() => expect(step()).toBe("kit"));
    await press("sync-step-back");
    await soon(() => expect(names()).toContain("abandon"));
    expect(step()).toBe("passphrase");
  });
});

test("the browser's own sync lists the data that it holds, and the data that it does not", async () => {
  await start();
  await press("sync-where-browser");
  expect(textOf("sync-steps")).toMatch(/It holds: .*It does not hold: ratings, notes/);
  await press("sync-browser-continue");
  await soon(() => expect(callOf("find")).toEqual([{ kind: "browser" }]));
});

test("a consent to the data that the user refuses sends nothing, says so, and can be given afterwards", async () => {
  const browser = new FakeBrowser("firefox");
  const { permissions } = browser;
  permissions.data?.clear();
  Object.assign(permissions, { inClick: true, answer: false });
  await start({ browser });
  await press("sync-where-browser");
  await soon(() => expect(found("sync-data-hint")).not.toBeNull());
  await press("sync-browser-continue");
  await soon(() => expect(textOf("fault")).toBe(english.error_permission_refused.message));
  expect(permissions.asked).toHaveLength(1);
  expect(names()).toEqual([]);
  permissions.answer = true;
  await soon(() => expect(found("sync-browser-continue")).toHaveProperty("disabled", false));
  await press("sync-browser-continue");
  await soon(() => expect(names()).toEqual(["find"]));
  expect(permissions.asked).toHaveLength(2);
});

test("a folder is chosen in the click", async () => {
  await start();
  await press("sync-where-folder");
  await press("sync-folder-choose");
  await soon(() => expect(callOf("find")).toEqual([{ kind: "folder", name: "Regards" }]));
});

test("a pairing: shows text and words, reads the answer, asks for access in a click, joins", async () => {
  await start();
  await press("sync-where-pair");
  await soon(() => expect(textOf("sync-pair-words")).toBe("ash bay cod dew"));
  await type("sync-pair-answer", "-----BEGIN AGE");
  await press("sync-pair-read");
  await soon(() => expect(textOf("sync-pair-opened")).toContain("cloud.example"));
  expect(names()).toEqual(["begin", "open"]);
  await press("sync-pair-connect");
  await soon(() => expect(step()).toBe("device"));
  expect(names()).toEqual(["begin", "open", "permission", "finish pairing"]);
});

test("cancelling leads back, and nothing was sent", async () => {
  const { told } = await start();
  await press("sync-where-webdav");
  await press("sync-step-back");
  await soon(() => expect(step()).toBe("place"));
  await press("sync-step-cancel");
  await soon(() => expect(found("sync-off")).not.toBeNull());
  expect([calls, told]).toEqual([[], []]);
});
