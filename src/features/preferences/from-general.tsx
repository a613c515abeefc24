// First choice of a field in a company's or sector's layer: the general value, which applies if the layer has none.
import type { LayerFields } from "../../core/preferences/preference.ts";
import { Chip, type Option } from "../../ui/controls.tsx";
import { list } from "../../ui/formats.ts";
import { t } from "../../ui/messages.ts";

export const inGeneral = (value: string): string => t("as_in_general", { value });

export const generalOption = (value: string): Option<""> => ({ value: "", label: inGeneral(value) });

/** The general value of a list or text, in words. */
export const generalWords = (words: readonly string[] | undefined): string =>
  words === undefined || words.length === 0 || words.every((word) => word === "") ? t("nothing_said") : list(words);

/** "As in general" for a list of chips or a free text. The pressed button marks the value that applies. */
export function FromGeneral(props: {
  general: LayerFields | undefined;
  /** The general value, in words. */
  value: string;
  /** This layer's own value. */
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
