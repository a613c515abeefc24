// One choice of the sheet "Note a visit or call", as chips under its question.
import { Chip } from "../../ui/controls.tsx";

export function NoteChoice<T extends string>(props: {
  legend: string;
  options: readonly { value: T; label: string }[];
  value: T;
  testId: string;
  onPick: (value: T) => void;
}) {
  return (
    <fieldset class="stack tight" data-testid={props.testId}>
      <legend>{props.legend}</legend>
      <div class="chips">
        {props.options.map(({ value, label }) => (
          <Chip
            key={value}
            label={label}
            pressed={props.value === value}
            testId={`${props.testId}-${value}`}
            onPress={() => props.onPick(value)}
          />
        ))}
      </div>
    </fieldset>
  );
}
