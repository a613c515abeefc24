// Parts of the page of settings: a row for each setting with its explanation in a fold, a switch that asks first, and a
// notice with the missing step.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { Fold } from "./controls.tsx";
import { t } from "./messages.ts";
import { useOwnValue } from "./own-edits.ts";

/** One setting: its control and what needs an act. `how` explains it in a fold with the handle `<handle>-how`. */
export function SettingRow(props: {
  name: string;
  handle: string;
  how?: readonly string[];
  children: ComponentChildren;
}) {
  const { name, handle, how = [], children } = props;
  return (
    <li class="setting">
      {children}
      {how.length > 0 && (
        <Fold summary={t("how_it_works")} label={t("how_it_works_of", { setting: name })} testId={`${handle}-how`}>
          {how.map((text) => (
            <p key={text} class="muted">
              {text}
            </p>
          ))}
        </Fold>
      )}
    </li>
  );
}

/**
 * State of a switch whose change asks the browser or the user first. `change` resolves to false if it was refused, which
 * moves the switch back.
 */
export function usePendingSwitch(stored: boolean, change: (on: boolean) => Promise<boolean>) {
  const [underWay, setUnderWay] = useState(0);
  const [checked, turn] = useOwnValue(stored, change);
  const toggle = (on: boolean): void => {
    const turning = turn(on);
    setUnderWay((many) => many + 1);
    void turning.then(() => setUnderWay((many) => many - 1));
  };
  return { checked, isPending: underWay > 0, toggle };
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
