// My data out as one file, and in again.
import type { Imported } from "../../features/my-data/record-file.ts";
import { send } from "../../platform/send.ts";
import { plural, t } from "../../ui/messages.ts";
import { useOnce } from "../../ui/once.ts";
import { attempt } from "../../ui/refusals.ts";
import { saveFile } from "../../ui/save-file.ts";
import { complain, say } from "../../ui/toast.tsx";
import { FeelingsFiles } from "./feelings-files.tsx";
import { OpenLetters } from "./open-letters.tsx";

const MOST_BYTES = 100 * 1024 * 1024;

export async function exportFile(): Promise<boolean> {
  const text = await attempt(send<string>("export-record", {}));
  if (text === null) return false;
  saveFile(`regards-${new Date().toISOString().slice(0, 10)}.json`, text);
  say(t("exported"));
  return true;
}

export function MyData() {
  const exportOnce = useOnce(exportFile);
  const importFile = useOnce(async (file: File) => {
    if (file.size > MOST_BYTES) {
      complain(t("error_import_too_large"));
      return false;
    }
    const imported = await attempt(send<Imported>("import-record", { text: await file.text() }));
    if (imported === null) return false;
    const { batch } = imported;
    say(
      plural("imported", imported.rows),
      batch === null ? null : () => void attempt(send("undo", { batch })).then((done) => done && say(t("undone"))),
    );
    return true;
  });
  const pick = (input: HTMLInputElement) => {
    const [file] = input.files ?? [];
    input.value = "";
    if (file !== undefined) void importFile(file);
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
