// A year of use: pushes of one change each, with the real encryption.
import { expect, test } from "vitest";
import { LIMITS } from "../../../src/core/sync/engine.ts";
import { syncOnce } from "../../../src/core/sync/sync-once.ts";
import { vaultCodec } from "../../../src/platform/vault/codec.ts";
import { thorough } from "../../support/runs.ts";
import { Fleet } from "../../support/sync/devices.ts";
import { memoryRecord } from "../../support/sync/memory-record.ts";
import { testVault } from "../../support/vault/test-vault.ts";

const PUSHES = thorough ? 3000 : 200;

test(`${PUSHES} pushes store at most 200 kB, and a new device restores them with at most 12 requests`, async () => {
  const fleet = new Fleet(memoryRecord, { limits: LIMITS, codec: vaultCodec(await testVault()), devices: 1 });
  await fleet.run([]);
  for (let push = 0; push < PUSHES; push++) {
    fleet.wall += 100_000;
    if (push % 4 === 0) await fleet.edit(0, `company${push % 300}.example`, { f0: push });
    else await fleet.feel(0, 1);
    await syncOnce(fleet.engine(0));
  }
  const stored = fleet.files.paths().reduce((sum, path) => sum + (fleet.files.at(path)?.length ?? 0), 0);
  const fresh = await fleet.add();
  const before = fleet.requests;
  await syncOnce(fleet.engine(fresh));
  const requests = fleet.requests - before;
  expect({ stored, requests, isSmall: stored <= 200_000 && requests <= 12 }).toMatchObject({ isSmall: true });
  expect(await fleet.record(fresh).rows()).toHaveLength((await fleet.record(0).rows()).length);
});
