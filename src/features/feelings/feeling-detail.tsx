// Details after a rating: up to three words, tags, success and effort, a note. Each tap is saved.
import { useState } from "preact/hooks";
import { wordsFor } from "../../core/feelings/feeling.ts";
import type { Feeling } from "../../core/record/tables.ts";
import { EFFORTS, SUCCESSES, WORDS, type Word } from "../../signal/feeling-vocabulary.ts";
import { Chip, Fold } from "../../ui/controls.tsx";
import { t, word } from "../../ui/messages.ts";
import { type Describe, useSaid } from "./detail-edit.ts";
import { DraftField } from "./draft-field.tsx";
import { FeelingTags } from "./feeling-tags.tsx";

const MOST_WORDS = 3;

export function FeelingDetailForm(props: { feeling: Feeling; onDescribe: Describe }) {
  const [feeling, describe] = useSaid(props.feeling, props.onDescribe);
  return (
    <div class="stack">
      <Words feeling={feeling} onDescribe={describe} />
      <FeelingTags feeling={feeling} onDescribe={describe} />
      <Fold
        summary={t("more_about_it")}
        testId="more-detail"
        open={feeling.note !== undefined || feeling.wanted !== undefined}
      >
        <Choice
          name="success"
          legend={t("success_question")}
          options={SUCCESSES}
          value={feeling.success}
          onPick={(success) => void describe({ success })}
        />
        <Choice
          name="effort"
          legend={t("effort_question")}
          options={EFFORTS}
          value={feeling.effort}
          onPick={(effort) => void describe({ effort })}
        />
        <DraftField
          feeling={feeling}
          field="wanted"
          label={t("wanted_label")}
          most={280}
          rows={2}
          onSave={(wanted) => describe({ wanted })}
        />
        <DraftField
          feeling={feeling}
          field="note"
          label={t("note_label")}
          most={1000}
          rows={3}
          hint={t("note_hint")}
          onSave={(note) => describe({ note })}
        />
      </Fold>
    </div>
  );
}

function Words({ feeling, onDescribe }: { feeling: Feeling; onDescribe: Describe }) {
  const [all, setAll] = useState(false);
  const chosen = feeling.words ?? [];
  const fitting = wordsFor(feeling.value);
  // A word chosen for another rating stays visible until the user removes it.
  const shown = all ? WORDS : WORDS.filter((one) => fitting.includes(one) || chosen.includes(one));
  const toggle = (one: Word) =>
    void onDescribe({ words: chosen.includes(one) ? chosen.filter((other) => other !== one) : [...chosen, one] });
  return (
    <fieldset class="stack tight">
      <legend>{t("words_question")}</legend>
      <div class="chips">
        {shown.map((one) => (
          <Chip
            key={one}
            label={word("word", one)}
            title={word("meaning", one)}
            pressed={chosen.includes(one)}
            disabled={!chosen.includes(one) && chosen.length >= MOST_WORDS}
            testId={`word-${one}`}
            onPress={() => toggle(one)}
          />
        ))}
        <button type="button" class="link" aria-expanded={all} data-testid="more-words" onClick={() => setAll(!all)}>
          {all ? t("fewer_words") : t("more_words")}
        </button>
      </div>
    </fieldset>
  );
}

function Choice<V extends string>(props: {
  name: string;
  legend: string;
  options: readonly V[];
  value: V | undefined;
  onPick: (value: V | null) => void;
}) {
  return (
    <fieldset class="stack tight">
      <legend class="plain">{props.legend}</legend>
      <div class="chips">
        {props.options.map((option) => (
          <Chip
            key={option}
            label={word(props.name, option)}
            pressed={props.value === option}
            testId={`${props.name}-${option}`}
            onPress={() => props.onPick(props.value === option ? null : option)}
          />
        ))}
      </div>
    </fieldset>
  );
}
