// Modules of one start that tests call directly, imported after the reset of the registry.
/** Modules of one start, beside the background that runs. */
export const modules = async () => ({
  clock: await import("../../../src/platform/clock.ts"),
  database: await import("../../../src/record/database.ts"),
  write: await import("../../../src/record/write.ts"),
  companyCounter: await import("../../../src/record/company-counter.ts"),
  record: await import("../../../src/record/read-record.ts"),
  intents: await import("../../../src/record/intents.ts"),
  recordFile: await import("../../../src/features/my-data/record-file.ts"),
  sentinel: await import("../../../src/record/sentinel.ts"),
  setUp: await import("../../../src/features/sync/set-up.ts"),
  sync: await import("../../../src/features/sync/run-sync.ts"),
  changeKey: await import("../../../src/features/sync/change-key.ts"),
  age: await import("../../../src/platform/vault/age.ts"),
  vaultKeys: await import("../../../src/platform/vault/vault-keys.ts"),
  codec: await import("../../../src/platform/vault/codec.ts"),
  undo: await import("../../../src/features/my-data/undo.ts"),
});
export type Modules = Awaited<ReturnType<typeof modules>>;
