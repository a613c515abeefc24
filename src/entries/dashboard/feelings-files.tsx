// The diary as a file for other programs, one button a format.
import { FEELINGS_FORMATS, type FeelingsFormat, feelingsFile } from "../../features/my-data/feelings-file.ts";
import { t } from "../../ui/messages.ts";
import { attempt } from "../../ui/refusals.ts";
import { saveFile } from "../../ui/save-file.ts";
import { say } from "../../ui/toast.tsx";

async function save(format: FeelingsFormat): Promise<void> {
  const file = await attempt(feelingsFile(format));
  if (file === null) return;
  saveFile(file.name, file.text, file.type);
  say(t("export_feelings_done"));
}

export function FeelingsFiles() {
  return (
    <section class="card" aria-labelledby="feelings-files">
      <h2 id="feelings-files">{t("export_feelings_title")}</h2>
      {FEELINGS_FORMATS.map((format) => (
        <div key={format} class="stack">
          <p id={`about-${format}`}>{t(`export_${format}_text`)}</p>
          <button
            type="button"
            class="start"
            aria-describedby={`about-${format}`}
            data-testid={`export-${format}`}
            onClick={() => void save(format)}
          >
            {t(`export_${format}`)}
          </button>
        </div>
      ))}
    </section>
  );
}
