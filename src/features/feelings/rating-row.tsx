// The five-point row: first, biggest, always in the same place. Arrows move one record; rest is announced, not motion.
import { useEffect, useRef, useState } from "preact/hooks";
import { VALUE_NAMES, VALUES, type Value } from "../../core/feeling.ts";
import { Face } from "../../ui/faces.tsx";
import { t, word } from "../../ui/messages.ts";

const REST_MILLISECONDS = 600;

export const valueText = (value: Value): string => word("value", VALUE_NAMES[value]);

export function RatingRow({ value, onRate }: { value: Value | null; onRate: (value: Value) => void }) {
  const [picked, setPicked] = useState<Value | null>(null);
  const [announced, setAnnounced] = useState("");
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // What is stored wins once it arrives; until then the tap is what the person sees.
  useEffect(() => setPicked(null), [value]);
  const shown = picked ?? value;
  const pick = (next: Value) => {
    setPicked(next);
    onRate(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setAnnounced(t("rated_as", { value: valueText(next) })), REST_MILLISECONDS);
  };
  return (
    <fieldset class="rating" data-testid="rating">
      <legend>{t("rating_question")}</legend>
      <div class="rating-row">
        {VALUES.map((one) => (
          <label key={one} class={`rate ${shown === one ? "picked" : ""}`} data-testid={`rate-${VALUE_NAMES[one]}`}>
            <input
              type="radio"
              name="rating"
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
