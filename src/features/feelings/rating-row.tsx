// The five-point row: first, biggest, always in the same place. Arrow keys edit one record. Announces the final value,
// not the values in between.
import { useEffect, useRef, useState } from "preact/hooks";
import { VALUE_NAMES } from "../../core/feelings/feeling.ts";
import { clock } from "../../platform/clock.ts";
import { VALUES, type Value } from "../../signal/feeling-vocabulary.ts";
import { Face } from "../../ui/faces.tsx";
import { t, word } from "../../ui/messages.ts";

const REST_MILLISECONDS = 600;
const QUICK_MILLISECONDS = 2000;

export const valueText = (value: Value): string => word("value", VALUE_NAMES[value]);

interface Props {
  value: Value | null;
  /** Resolves to true if it was saved. Undefined if the form saves the chosen value later. */
  onRate: (value: Value) => Promise<boolean> | undefined;
  /** Number of undone taps. An Undo may come before the answer to a tap arrives, which leaves `value` unchanged. */
  takenBack?: number;
  /** For a row beside the main one: its name, and its question. */
  group?: string;
  question?: string;
}

export function RatingRow(props: Props) {
  const { value, onRate, takenBack = 0, group = "rating", question = t("rating_question") } = props;
  const [picked, setPicked] = useState<Value | null>(null);
  const [announced, setAnnounced] = useState("");
  /** Number of the newest tap; the row ignores outcomes of earlier taps. */
  const turn = useRef(0);
  const pickedAt = useRef(0);
  /** One tap fires click and change, both before the row renders again. */
  const tapped = useRef<Value | null>(null);
  // The stored value takes precedence once it arrives; until then the row shows the tap. The answer to an earlier one
  // of several quick taps or arrow keys does not move the row back.
  useEffect(() => {
    const isQuick = clock.now() - pickedAt.current <= QUICK_MILLISECONDS;
    // A missing value does not answer a tap: the rating was undone, or another visit begins.
    if (value !== null && value !== picked && isQuick) return;
    tapped.current = null;
    setPicked(null);
  }, [value, takenBack]);
  const shown = picked ?? value;
  const pick = (next: Value) => {
    if (tapped.current === next) return;
    tapped.current = next;
    setPicked(next);
    setAnnounced("");
    pickedAt.current = clock.now();
    void settle(++turn.current, next, onRate(next));
  };
  /** Reports the tap once it is saved and the row has stopped moving; deselects a refused value. */
  const settle = async (mine: number, next: Value, saving: Promise<boolean> | undefined) => {
    if (saving === undefined) return;
    const rest = new Promise((done) => setTimeout(done, REST_MILLISECONDS));
    const isSaved = await saving;
    if (mine !== turn.current) return;
    if (!isSaved) {
      tapped.current = null;
      setPicked(null);
      return;
    }
    await rest;
    if (mine === turn.current) setAnnounced(t("rated_as", { value: valueText(next) }));
  };
  return (
    <fieldset class="rating" data-testid={group}>
      <legend>{question}</legend>
      <div class="rating-row">
        {VALUES.map((one) => (
          <label
            key={one}
            class={`rate ${shown === one ? "picked" : ""}`}
            data-testid={`${group === "rating" ? "rate" : group}-${VALUE_NAMES[one]}`}
          >
            <input
              type="radio"
              name={group}
              class="visually-hidden"
              checked={shown === one}
              onClick={() => shown !== one && pick(one)}
              onChange={() => shown !== one && pick(one)}
            />
            <Face value={one} />
            <span>{valueText(one)}</span>
          </label>
        ))}
      </div>
      <span class="visually-hidden" aria-live="polite">
        {announced}
      </span>
    </fieldset>
  );
}
