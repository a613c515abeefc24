// Export of the record as one file.
import type { Payload } from "../../core/commands/index.ts";
import type { StagedFile } from "../../core/commands/my-data.ts";
import { recordPieces } from "../../core/record/record-file.ts";
import { instantNow } from "../../platform/clock.ts";
import { stage } from "../../platform/storage/staged-file.ts";
import { inCopyQueue } from "../../record/snapshot.ts";
import { readTables } from "./record-file.ts";

/** The text, or the staged file with it, if the window asks for a file because no message could hold the text. */
export const exportRecord = ({ staged }: Payload<"export-record">): Promise<string | { file: StagedFile }> =>
  inCopyQueue(async () => {
    const pieces = recordPieces(await readTables(), instantNow());
    return staged === true ? { file: await stage("staged-out.json", pieces) } : [...pieces].join("");
  });
