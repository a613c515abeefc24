// Buttons that save the diary for other programs, one for each format.
import { useState } from "preact/hooks";
import { SEPARATORS, type Separator } from "../../core/export/csv.ts";
import { Select } from "../../ui/controls.tsx";
import { t } from "../../ui/messages.ts";
import { useOnce } from "../../ui/once.ts";
import { attempt } from "../../ui/refusals.ts";
import { saveFile } from "../../ui/save-file.ts";
import { say } from "../../ui/toast.tsx";
import { FEELINGS_FORMATS, type FeelingsFormat, feelingsFile, likelySeparator } from "./feelings-file.ts";

async function saveFeelings(format: FeelingsFormat, separator: Separator): Promise<boolean> {
  const file = await attempt(feelingsFile(format, separator));
  if (file === null) return false;
  saveFile(file.name, file.text, file.type);
  say(t("export_feelings_done"));
  return true;
}

const NAMES = { ",": "comma", ";": "semicolon" } as const;

export function FeelingsFiles() {
  const [separator, setSeparator] = useState<Separator>(likelySeparator);
  return (
    <section class="card" aria-labelledby="feelings-files">
      <h2 id="feelings-files">{t("export_feelings_title")}</h2>
      {FEELINGS_FORMATS.map((format) => (
        <div key={format} class="stack">
          <p id={`about-${format}`}>{t(`export_${format}_text`)}</p>
          {format === "csv" && (
            <>
              <Select
                label={t("csv_separator_label")}
                value={separator}
                options={SEPARATORS.map((value) => ({ value, label: t(`csv_${NAMES[value]}`) }))}
                testId="csv-separator"
                onPick={(picked) => setSeparator(picked)}
              />
              <small class="muted">{t("csv_separator_hint")}</small>
            </>
          )}
          <SaveIn format={format} separator={separator} />
        </div>
      ))}
    </section>
  );
}

function SaveIn({ format, separator }: { format: FeelingsFormat; separator: Separator }) {
  const save = useOnce(() => saveFeelings(format, separator), separator);
  return (
    <button
      type="button"
      class="start"
      aria-describedby={`about-${format}`}
      data-testid={`export-${format}`}
      onClick={() => void save()}
    >
      {t(`export_${format}`)}
    </button>
  );
}
