// The embedded storage, by the acceptance suite of all storages.
import { migrate, openPglite } from "../../../src/kit/receiver/index.ts";
import { runStorageTests } from "../../support/receiver/storage-suite.ts";

runStorageTests("PGlite", async () => {
  const database = await openPglite({ folder: null });
  await migrate(database);
  return database;
});
