// Handlers of the commands about the record as a whole. Recovery and erasure also work on a record that is lost.
import type { MY_DATA } from "../../core/commands/my-data.ts";
import { exportRecord } from "../../features/my-data/export-record.ts";
import { importRecord } from "../../features/my-data/import-record.ts";
import { recordHealth, restoreRecord } from "../../features/my-data/recover-record.ts";
import { undo } from "../../features/my-data/undo.ts";
import type { HandlersOf } from "../../platform/messages/messages.ts";
import { eraseEverything } from "../erase-everything.ts";
import { reconcile } from "../reconcile.ts";
import { always, followed, ours, reconciled } from "./order.ts";

export const myData: HandlersOf<keyof typeof MY_DATA> = {
  "export-record": ours(exportRecord),
  "record-health": always(recordHealth),
  undo: reconciled(undo),
  "import-record": reconciled(importRecord),
  "restore-record": always(followed(restoreRecord, reconcile)),
  "erase-everything": always(followed(eraseEverything, reconcile)),
};
