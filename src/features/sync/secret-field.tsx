// Field for a password, a passphrase or a code: hidden until the user shows it, and kept out of the browser's memory of
// forms.
import { useId, useState } from "preact/hooks";
import { t } from "../../ui/messages.ts";

interface SecretFieldProps {
  label: string;
  hint?: string;
  value: string;
  testId: string;
  /** Never hidden, since the user has it before their eyes anyway. */
  isOpen?: boolean;
  onType: (text: string) => void;
}

export function SecretField({ label, hint, value, testId, isOpen = false, onType }: SecretFieldProps) {
  const id = useId();
  const [shown, show] = useState(false);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <div class="secret">
        <input
          id={id}
          {...(shown || isOpen ? { type: "text" as const } : { type: "password" as const })}
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          value={value}
          data-testid={testId}
          aria-describedby={hint === undefined ? undefined : `${id}-hint`}
          onInput={(event) => onType(event.currentTarget.value)}
        />
        {!isOpen && (
          <button type="button" aria-controls={id} onClick={() => show(!shown)}>
            {shown ? t("sync_hide_secret") : t("sync_show_secret")}
          </button>
        )}
      </div>
      {hint !== undefined && (
        <small id={`${id}-hint`} class="muted">
          {hint}
        </small>
      )}
    </div>
  );
}
