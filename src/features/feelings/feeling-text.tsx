// Text of a feeling in a list: the value, its words and tags, and the notes.
import type { Feeling } from "../../core/record/tables.ts";
import { t, word } from "../../ui/messages.ts";
import { valueText } from "./rating-row.tsx";

const marksOf = ({ words, about, patterns, success, effort }: Partial<Feeling>): string[] => [
  ...(words ?? []).map((one) => word("word", one)),
  ...(about ?? []).map((tag) => word("tag", tag)),
  ...(patterns ?? []).map((pattern) => word("pattern", pattern)),
  ...(success ? [t("success_said", { answer: word("success", success) })] : []),
  ...(effort ? [t("effort_said", { answer: word("effort", effort) })] : []),
];

/** Shows the value of an earlier version too; the current one has it as its heading. */
export function FeelingText({ feeling }: { feeling: Partial<Feeling> }) {
  return (
    <>
      {feeling.value !== undefined && <p>{valueText(feeling.value)}</p>}
      <FeelingMarks feeling={feeling} />
    </>
  );
}

export function FeelingMarks({ feeling }: { feeling: Partial<Feeling> }) {
  const marks = marksOf(feeling);
  return (
    <>
      {marks.length > 0 && (
        <p class="marks">
          {marks.map((mark) => (
            <span key={mark} class="badge">
              {mark}
            </span>
          ))}
        </p>
      )}
      {feeling.wanted && <p>{t("wanted_said", { text: feeling.wanted })}</p>}
      {feeling.note && <p class="note">{feeling.note}</p>}
    </>
  );
}
