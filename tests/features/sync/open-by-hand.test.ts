// The commands of docs/SYNC.md open a whole vault without Regards; no device stores a secret in plain text.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { TABLES } from "../../../src/core/record/tables.ts";
import { feelingRow, recordFile } from "../../support/data/rows.ts";
import { thorough } from "../../support/runs.ts";
import { CLOUD } from "../../support/sync/cloud.ts";
import { synced, together } from "../../support/sync/together.ts";

const GUIDE = readFileSync(join(import.meta.dirname, "../../../docs/SYNC.md"), "utf8");
const [, COMMANDS = ""] = /```sh\n([\s\S]*?)```/.exec(GUIDE) ?? [];
const COUNT = COMMANDS.slice(COMMANDS.indexOf("(for f in seg/"));

const hasAge = ((): boolean => {
  try {
    return execFileSync("age", ["--version"]).length > 0;
  } catch {
    return false;
  }
})();

test.skipIf(!hasAge && !thorough)("age, gunzip and the recovery code count the rows that the device has", async () => {
  const { phone, laptop, cloud, made } = await together();
  const visits = Array.from({ length: 300 }, (_, visit) =>
    feelingRow("2026-11-01T12:00:00Z", { note: `visit ${visit}` }),
  );
  await phone.bringIn(recordFile({ feelings: visits }));
  await synced(phone);
  await phone.ask("edit-profile", { letterName: "Ann" });
  expect((await synced(phone)).problem).toBeNull();
  expect((await synced(laptop)).problem).toBeNull();
  const counts = await Promise.all(TABLES.map((table) => phone.database[table].count()));
  const rows = counts.reduce((sum, count) => sum + count, 0);

  expect(rows).toBeGreaterThan(300);
  expect([...cloud.files.keys()].filter((path) => path.includes("/seg/")).length).toBeGreaterThan(0);

  const folder = mkdtempSync(join(tmpdir(), "vault-"));
  try {
    for (const [path, bytes] of cloud.files) {
      const file = join(folder, path.slice(path.indexOf("/") + 1));
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, bytes);
    }
    writeFileSync(join(folder, "key.txt"), `${made.recoveryCode}\n`);
    expect(COUNT).toContain("wc -l");
    expect(Number(execFileSync("sh", ["-c", COUNT], { cwd: folder }).toString())).toBe(rows);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("the record, the settings of the browser and its session hold neither password nor key", async () => {
  const { phone, laptop, made } = await together();
  for (const device of [phone, laptop]) {
    await synced(device);
    const keys = await device.here.vaultKeys.openVaultKeys();
    const tables = await Promise.all(device.database.tables.map((table) => table.toArray()));
    const stored = JSON.stringify([tables, [...device.browser.areas.local], [...device.browser.areas.session]]);
    expect(stored).toContain("cloud.example");
    for (const hidden of [CLOUD.password, made.recoveryCode, keys?.epochs[0].recipient ?? "no keys"])
      expect(stored).not.toContain(hidden);
  }
});
