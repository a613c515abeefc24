// The commands age and gunzip open each file of a vault of the sync engine, and find every row.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { vaultCodec } from "../../../src/platform/vault/codec.ts";
import { thorough } from "../../support/runs.ts";
import { Fleet } from "../../support/sync/devices.ts";
import { memoryRecord } from "../../support/sync/memory-record.ts";
import { SMALL } from "../../support/sync/steps.ts";
import { testVault } from "../../support/vault/test-vault.ts";

const hasAge = ((): boolean => {
  try {
    return execFileSync("age", ["--version"]).length > 0;
  } catch {
    return false;
  }
})();

test.skipIf(!hasAge && !thorough)("age and gunzip open every file of 1,000 rows of three devices", async () => {
  const vault = await testVault();
  const limits = { ...SMALL, tailCharacters: 2000, segmentRows: 200 };
  const fleet = new Fleet(memoryRecord, { codec: vaultCodec(vault), limits });
  await fleet.run([]);
  for (let round = 0; round < 10; round++)
    for (const at of fleet.living()) {
      await fleet.feel(at, 35);
      await fleet.edit(at, `company${at}.example`, { f0: round });
      await fleet.sync(at);
    }
  for (let one = 0; one < 20; one++) await fleet.erase(0, `f${one}`);
  await fleet.rest();

  const folder = mkdtempSync(join(tmpdir(), "vault-"));
  try {
    writeFileSync(join(folder, "key.txt"), `${vault.secret}\n`);
    const keys = new Set<string>();
    for (const path of fleet.files.paths()) {
      writeFileSync(join(folder, "file.age"), fleet.files.at(path) ?? new Uint8Array());
      const text = execFileSync("sh", ["-c", "age -d -i key.txt file.age | gunzip"], { cwd: folder }).toString();
      const [envelope = "", ...lines] = text.split("\n");
      expect(JSON.parse(envelope)).toMatchObject({ regards: 1, vault: vault.vault, path });
      for (const line of path.startsWith("heads/") ? lines.slice(1) : lines) {
        const { t, id } = JSON.parse(line);
        keys.add(`${t} ${id}`);
      }
    }
    const rows = (await fleet.record(0).rows()).map(([table, { id }]) => `${table} ${id}`);
    expect(rows.length).toBeGreaterThan(1000);
    expect([...keys].sort()).toEqual(rows.sort());
  } finally {
    rmSync(folder, { recursive: true });
  }
});
