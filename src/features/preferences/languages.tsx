// Languages, best first; sign languages have tags too. Chosen ones come first, in their order, and can be moved up.
import { Chip, Select } from "../../ui/controls.tsx";
import { compare, languageName } from "../../ui/formats.ts";
import { t } from "../../ui/messages.ts";
import { FromGeneral, generalWords } from "./from-general.tsx";
import { type FieldsProps, withMembers } from "./layer-save.ts";

const COMMON = ["en", "de", "fr", "es", "it", "nl", "pl", "pt", "tr", "uk", "ar", "zh"];
const MORE =
  "af sq am hy az eu be bn bs bg ca hr cs da et fil fi gl ka el gu he hi hu is id ga ja kn kk ko ku lv lt lb mk ms ml mt mr mn ne no nn fa pa ps ro rm ru sr si sk sl so sw sv ta te th ti ur uz vi cy yi zu".split(
    " ",
  );
/** ISO 639-3: British, American, German, Austrian, Swiss German, French, Spanish, Italian, Dutch, Polish, Swedish. */
const SIGN = ["bfi", "ase", "gsg", "asq", "sgg", "fsl", "ssp", "ise", "dse", "pso", "swl"];
const MOST_LANGUAGES = 5;

export function Languages({ fields, general, onSave }: FieldsProps) {
  const said = fields.treatment?.languages;
  const chosen = said ?? [];
  const isChosen = (tag: string) => chosen.some((one) => one.split("-")[0] === tag);
  const offered = [...chosen, ...COMMON.filter((tag) => !isChosen(tag))];
  const full = chosen.length >= MOST_LANGUAGES;
  const save = (languages: string[] | undefined) =>
    void onSave({ treatment: withMembers(fields.treatment, { languages }) });
  const others = [...MORE, ...SIGN]
    .filter((tag) => !isChosen(tag))
    .map((tag) => ({ value: tag, label: languageName(tag) }))
    .sort((one, other) => compare(one.label, other.label));
  return (
    <fieldset class="stack tight">
      <legend class="plain">{t("languages_label")}</legend>
      <FromGeneral
        general={general}
        value={generalWords(general?.treatment?.languages?.map(languageName))}
        said={said}
        testId="languages"
        onGeneral={() => save(undefined)}
        onNone={() => save([])}
      />
      <div class="chips">
        {offered.map((tag, index) => (
          <Chip
            key={tag}
            label={chosen.includes(tag) && chosen.length > 1 ? `${index + 1}. ${languageName(tag)}` : languageName(tag)}
            pressed={chosen.includes(tag)}
            disabled={!chosen.includes(tag) && full}
            testId={`language-${tag}`}
            onPress={() => save(chosen.includes(tag) ? chosen.filter((one) => one !== tag) : [...chosen, tag])}
          />
        ))}
      </div>
      <Select
        label={t("language_more")}
        value=""
        disabled={full}
        options={[{ value: "", label: t("language_choose") }, ...others]}
        testId="language-more"
        onPick={(tag) => tag !== "" && save([...chosen, tag])}
      />
      {chosen.length > 1 && (
        <button
          type="button"
          class="link start"
          data-testid="language-first"
          onClick={() => save([...chosen.slice(-1), ...chosen.slice(0, -1)])}
        >
          {t("language_first", { language: languageName(chosen.at(-1) ?? "") })}
        </button>
      )}
    </fieldset>
  );
}
