// The first choice of a field of one company or kind of company: what counts there while nothing else is said.
import type { LayerFields } from "../../core/preference.ts";
import { Chip, type Option } from "../../ui/controls.tsx";
import { list, t } from "../../ui/messages.ts";

export const inGeneral = (value: string): string => t("as_in_general", { value });

export const generalOption = (value: string): Option => ({ value: "", label: inGeneral(value) });

/** What a list or text says in general, in words. */
export const listed = (words: readonly string[] | undefined): string =>
  words === undefined || words.length === 0 || words.every((word) => word === "") ? t("nothing_said") : list(words);

/** For a list of chips or a free text. What is pressed is what counts; a choice of one's own follows. */
export function FromGeneral(props: {
  general: LayerFields | undefined;
  /** What counts in general, in words. */
  value: string;
  /** What is said here. */
  said: readonly unknown[] | string | undefined;
  testId: string;
  onGeneral: () => void;
  onNone: () => void;
}) {
  const { general, value, said, testId } = props;
  if (general === undefined) return null;
  return (
    <div class="chips">
      <Chip
        label={inGeneral(value)}
        pressed={said === undefined}
        testId={`${testId}-general`}
        onPress={props.onGeneral}
      />
      <Chip
        label={t("none_of_it")}
        pressed={said !== undefined && said.length === 0}
        testId={`${testId}-none`}
        onPress={props.onNone}
      />
    </div>
  );
}
