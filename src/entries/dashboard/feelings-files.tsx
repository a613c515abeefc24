// The diary as a file for other programs, one button a format.
import { FEELINGS_FORMATS, type FeelingsFormat, feelingsFile } from "../../features/my-data/feelings-file.ts";
import { t } from "../../ui/messages.ts";
import { useOnce } from "../../ui/once.ts";
import { attempt } from "../../ui/refusals.ts";
import { saveFile } from "../../ui/save-file.ts";
import { say } from "../../ui/toast.tsx";

async function saveFeelings(format: FeelingsFormat): Promise<boolean> {
  const file = await attempt(feelingsFile(format));
  if (file === null) return false;
  saveFile(file.name, file.text, file.type);
  say(t("export_feelings_done"));
  return true;
}

export function FeelingsFiles() {
  return (
    <section class="card" aria-labelledby="feelings-files">
      <h2 id="feelings-files">{t("export_feelings_title")}</h2>
      {FEELINGS_FORMATS.map((format) => (
        <FeelingsIn key={format} format={format} />
      ))}
    </section>
  );
}

function FeelingsIn({ format }: { format: FeelingsFormat }) {
  const save = useOnce(() => saveFeelings(format));
  return (
    <div class="stack">
      <p id={`about-${format}`}>{t(`export_${format}_text`)}</p>
      <button
        type="button"
        class="start"
        aria-describedby={`about-${format}`}
        data-testid={`export-${format}`}
        onClick={() => void save()}
      >
        {t(`export_${format}`)}
      </button>
    </div>
  );
}
