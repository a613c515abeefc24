// What may follow a rating: up to three words, what it was about, how it went, a note. Each tap is saved.
import { useEffect, useRef, useState } from "preact/hooks";
import type { Feeling, FeelingDetail } from "../../core/entities.ts";
import { EFFORTS, SUCCESSES, TAGS, WORDS, type Word, wordsFor } from "../../core/feeling.ts";
import { keepDraft, readDraft } from "../../platform/drafts.ts";
import { Chip, Fold, TextField } from "../../ui/controls.tsx";
import { t, word } from "../../ui/messages.ts";

const MOST_WORDS = 3;
const FIRST_TAGS = 6;

export type Describe = (detail: { [K in keyof FeelingDetail]?: FeelingDetail[K] | null }) => void;

export function FeelingDetailForm({ feeling, onDescribe }: { feeling: Feeling; onDescribe: Describe }) {
  return (
    <div class="stack">
      <Words feeling={feeling} onDescribe={onDescribe} />
      <Tags feeling={feeling} onDescribe={onDescribe} />
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
          onPick={(success) => onDescribe({ success })}
        />
        <Choice
          name="effort"
          legend={t("effort_question")}
          options={EFFORTS}
          value={feeling.effort}
          onPick={(effort) => onDescribe({ effort })}
        />
        <DraftField
          feeling={feeling}
          field="wanted"
          label={t("wanted_label")}
          most={280}
          rows={2}
          onSave={(wanted) => onDescribe({ wanted })}
        />
        <DraftField
          feeling={feeling}
          field="note"
          label={t("note_label")}
          most={1000}
          rows={3}
          hint={t("note_hint")}
          onSave={(note) => onDescribe({ note })}
        />
      </Fold>
    </div>
  );
}

function Words({ feeling, onDescribe }: { feeling: Feeling; onDescribe: Describe }) {
  const [all, setAll] = useState(false);
  const chosen = feeling.words ?? [];
  const fitting = wordsFor(feeling.value);
  // A word chosen for another rating stays in sight until it is taken back.
  const shown = all ? WORDS : WORDS.filter((one) => fitting.includes(one) || chosen.includes(one));
  const toggle = (one: Word) =>
    onDescribe({ words: chosen.includes(one) ? chosen.filter((other) => other !== one) : [...chosen, one] });
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

function Tags({ feeling, onDescribe }: { feeling: Feeling; onDescribe: Describe }) {
  const [all, setAll] = useState(false);
  const chosen = feeling.about ?? [];
  const known: readonly string[] = TAGS;
  const shown = all
    ? [...TAGS, ...chosen.filter((tag) => !known.includes(tag))]
    : TAGS.filter((tag, index) => index < FIRST_TAGS || chosen.includes(tag));
  const toggle = (tag: string) =>
    onDescribe({ about: chosen.includes(tag) ? chosen.filter((other) => other !== tag) : [...chosen, tag] });
  return (
    <fieldset class="stack tight">
      <legend>{t("tags_question")}</legend>
      <div class="chips">
        {shown.map((tag) => (
          <Chip
            key={tag}
            label={word("tag", tag)}
            pressed={chosen.includes(tag)}
            testId={`tag-${tag}`}
            onPress={() => toggle(tag)}
          />
        ))}
        <button type="button" class="link" aria-expanded={all} data-testid="more-tags" onClick={() => setAll(!all)}>
          {all ? t("fewer_tags") : t("more_tags")}
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

const REST_MILLISECONDS = 400;

/** Kept as a draft with each key and saved when the typing rests: a popup that closes in between loses nothing. */
function DraftField(props: {
  feeling: Feeling;
  field: "note" | "wanted";
  label: string;
  most: number;
  rows: number;
  hint?: string;
  onSave: (text: string) => void;
}) {
  const key = `${props.feeling.id} ${props.field}`;
  const [text, setText] = useState(props.feeling[props.field] ?? "");
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const save = (typed: string) => {
    clearTimeout(timer.current);
    props.onSave(typed);
    void keepDraft(key, "");
  };
  useEffect(() => {
    void readDraft(key).then((draft) => {
      if (draft === null) return;
      setText(draft);
      save(draft);
    });
  }, [key]);
  return (
    <TextField
      label={props.label}
      value={text}
      testId={props.field}
      most={props.most}
      rows={props.rows}
      {...(props.hint === undefined ? {} : { hint: props.hint })}
      onType={(typed) => {
        setText(typed);
        void keepDraft(key, typed);
        clearTimeout(timer.current);
        timer.current = setTimeout(() => save(typed), REST_MILLISECONDS);
      }}
      onSettle={save}
    />
  );
}
