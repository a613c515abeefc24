// A text for another device, to copy or to scan.
import { useId } from "preact/hooks";
import { t } from "../../ui/messages.ts";
import { copy } from "./recovery-sheet.tsx";

export function CarriedText({ label, text, testId }: { label: string; text: string; testId: string }) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <textarea
        id={id}
        class="code"
        rows={4}
        readOnly={true}
        value={text}
        data-testid={testId}
        onFocus={(event) => event.currentTarget.select()}
      />
      <button type="button" class="start" data-testid={`${testId}-copy`} onClick={() => void copy(text)}>
        {t("sync_pair_copy")}
      </button>
    </div>
  );
}
