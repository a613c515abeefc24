// Parts of a setting that needs the browser's permission: a switch, and a notice with the step that is missing.
import { useState } from "preact/hooks";

/**
 * State of a switch whose change asks the browser or the user first. Shows the wanted state until `change` settles, and
 * then the stored state, so that a refusal moves the switch back.
 */
export function usePendingSwitch(stored: boolean, change: (on: boolean) => Promise<void>) {
  const [wanted, setWanted] = useState<boolean | null>(null);
  const toggle = (on: boolean): void => {
    // Called before any state changes: browsers grant permissions in the click itself only.
    const changing = change(on);
    setWanted(on);
    void changing.finally(() => setWanted(null));
  };
  return { checked: wanted ?? stored, isPending: wanted !== null, toggle };
}

/** A paragraph with one button. */
export function ActionNotice({
  testId,
  text,
  button,
}: {
  testId: string;
  text: string;
  button: { testId: string; label: string; onPress: () => void };
}) {
  return (
    <div class="stack" data-testid={testId}>
      <p>{text}</p>
      <button type="button" class="start" data-testid={button.testId} onClick={button.onPress}>
        {button.label}
      </button>
    </div>
  );
}
