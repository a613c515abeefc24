// My data page: exports the record as one file, and imports such a file.
import type { Imported } from "../../core/commands/my-data.ts";
import { OpenLetters } from "../../features/letters/open-letters.tsx";
import { FeelingsFiles } from "../../features/my-data/feelings-files.tsx";
import { pausedText } from "../../features/my-data/paused-text.ts";
import { localDate } from "../../platform/clock.ts";
import { send } from "../../platform/messages/send.ts";
import { dropStaged, findStaged, stage } from "../../platform/storage/staged-file.ts";
import { readTimeZone } from "../../record/read-record.ts";
import { confirm } from "../../ui/confirm.tsx";
import { confirmDisclosure } from "../../ui/confirm-disclosure.ts";
import { moment } from "../../ui/formats.ts";
import { plural, t } from "../../ui/messages.ts";
import { useOnce } from "../../ui/once.ts";
import { attempt } from "../../ui/refusals.ts";
import { saveFile } from "../../ui/save-file.ts";
import { complain, say } from "../../ui/toast.tsx";
import { sayWithUndo } from "../../ui/undo.ts";

/** Same value as in core/record/record-file.ts, which windows do not load. */
const MOST_BYTES = 100 * 1024 * 1024;

/**
 * A long record exceeds the size of a message, so the background and this window exchange it as a file. Returns false
 * if that failed.
 */
export async function exportFile(): Promise<boolean> {
  const answer = await attempt(send("export-record", { staged: true }));
  const file = answer === null || typeof answer === "string" ? null : await findStaged(answer.file);
  if (file === null) return false;
  saveFile(`regards-${localDate(await readTimeZone())}.json`, file);
  say(t("exported"));
  return true;
}

const SETTING_LINES = {
  gpc: "import_setting_gpc",
  notice: "import_setting_notice",
  autoGrant: "import_setting_auto_grant",
} as const;

/** Null if the import was refused or declined. */
const bringIn = (revive: boolean): Promise<Imported | null> =>
  confirmDisclosure(
    (confirmed) => attempt(send("import-record", { staged: true, confirmed, revive })),
    ({ settings, removes }) => [
      ...(removes === 0 ? [] : [plural("import_removes", removes)]),
      ...settings.map((setting) => t(SETTING_LINES[setting])),
    ],
    { title: t("import_question"), yes: t("import_ask_yes"), no: t("ask_no") },
  );

function reportImport({ rows, removes = 0, batch, paused = [], removed }: Imported): void {
  const said = [
    ...(rows === 0 ? [] : [plural("imported", rows)]),
    ...(removes === 0 ? [] : [plural("import_removes", removes)]),
    ...pausedText(paused),
    ...(removed === undefined ? [] : [plural("import_removed", removed.rows)]),
  ];
  if (said.length === 0) said.push(t("import_nothing_new"));
  // Otherwise the file brought only removals of entries that were never here: Undo would seem to do nothing.
  sayWithUndo(said.join(" "), rows + removes === 0 ? null : batch);
}

/**
 * Restoring entries that were removed here needs a separate confirmation, since the removals are newer than the file.
 */
async function askForRemoved({ removed }: Imported): Promise<boolean> {
  if (removed === undefined) return false;
  const since = removed.since === null ? [] : [t("import_removed_since", { date: moment(removed.since) })];
  const lines = [plural("import_removed", removed.rows), ...since];
  return confirm({
    title: t("import_removed_title"),
    lines,
    yes: t("import_revive"),
    no: t("import_leave_removed"),
  });
}

async function importFile(file: File): Promise<void> {
  if (file.size > MOST_BYTES) return complain(t("error_import_too_large"));
  if ((await attempt(stage("staged-in.json", file))) === null) return;
  const imported = await bringIn(false);
  if (imported !== null) reportImport(imported);
  if (imported !== null && (await askForRemoved(imported))) {
    const revived = await bringIn(true);
    if (revived !== null) reportImport(revived);
  }
  await dropStaged("staged-in.json");
}

export function MyData() {
  const exportOnce = useOnce(exportFile);
  // Blocks only while an import runs, since the same file may be chosen again at once.
  const importOnce = useOnce((file: File) => importFile(file).then(() => false));
  const pick = (input: HTMLInputElement) => {
    const [file] = input.files ?? [];
    input.value = "";
    if (file !== undefined) void importOnce(file);
  };
  return (
    <div class="stack wide">
      <h1>{t("nav_my_data")}</h1>
      <section class="card" aria-labelledby="export">
        <h2 id="export">{t("export_title")}</h2>
        <p>{t("export_text")}</p>
        <button type="button" class="primary start" data-testid="export" onClick={() => void exportOnce()}>
          {t("export")}
        </button>
      </section>
      <section class="card" aria-labelledby="import">
        <h2 id="import">{t("import_title")}</h2>
        <p>{t("import_text")}</p>
        <label class="button start">
          {t("import")}
          <input
            type="file"
            accept="application/json,.json"
            class="visually-hidden"
            data-testid="import"
            onChange={(event) => pick(event.currentTarget)}
          />
        </label>
      </section>
      <FeelingsFiles />
      <OpenLetters />
    </div>
  );
}
