// Tags of a feeling: the fixed list, the user's own tags, and the effect of a dark pattern.
import { useState } from "preact/hooks";
import { MOST_TAG_CHARACTERS, MOST_TAGS, ownTags } from "../../core/feelings/feeling.ts";
import type { Feeling } from "../../core/record/tables.ts";
import { dropUnsavedText, keepUnsavedText } from "../../platform/session/unsaved-text.ts";
import { PATTERNS, type Pattern, TAGS } from "../../signal/feeling-vocabulary.ts";
import { Chip, TextField } from "../../ui/controls.tsx";
import { t, word } from "../../ui/messages.ts";
import type { Describe } from "./detail-edit.ts";

const FIRST_TAGS = 6;
const DARK_PATTERN = "dark-pattern";

interface Props {
  feeling: Feeling;
  onDescribe: Describe;
}

const toggled = <T,>(list: readonly T[], one: T): T[] =>
  list.includes(one) ? list.filter((other) => other !== one) : [...list, one];

export function FeelingTags({ feeling, onDescribe }: Props) {
  const [all, setAll] = useState(false);
  const chosen = feeling.about ?? [];
  const full = chosen.length >= MOST_TAGS;
  const known = TAGS.filter((tag, index) => all || index < FIRST_TAGS || chosen.includes(tag));
  const toggle = (tag: string) =>
    void onDescribe({
      about: toggled(chosen, tag),
      // Only a dark pattern has an effect.
      ...(tag === DARK_PATTERN && chosen.includes(tag) ? { patterns: [] } : {}),
    });
  return (
    <>
      <fieldset class="stack tight">
        <legend>{t("tags_question")}</legend>
        <div class="chips">
          {[...known, ...ownTags(chosen)].map((tag) => (
            <Chip
              key={tag}
              label={word("tag", tag)}
              pressed={chosen.includes(tag)}
              disabled={full && !chosen.includes(tag)}
              testId={`tag-${tag}`}
              onPress={() => toggle(tag)}
            />
          ))}
          <button type="button" class="link" aria-expanded={all} data-testid="more-tags" onClick={() => setAll(!all)}>
            {all ? t("fewer_tags") : t("more_tags")}
          </button>
        </div>
        {all && !full && <OwnTag feeling={feeling} onDescribe={onDescribe} />}
      </fieldset>
      {chosen.includes(DARK_PATTERN) && <Patterns feeling={feeling} onDescribe={onDescribe} />}
    </>
  );
}

function Patterns({ feeling, onDescribe }: Props) {
  const chosen: readonly Pattern[] = feeling.patterns ?? [];
  return (
    <fieldset class="stack tight">
      <legend>{t("patterns_question")}</legend>
      <div class="chips">
        {PATTERNS.map((pattern) => (
          <Chip
            key={pattern}
            label={word("pattern", pattern)}
            pressed={chosen.includes(pattern)}
            testId={`pattern-${pattern}`}
            onPress={() => void onDescribe({ patterns: toggled(chosen, pattern) })}
          />
        ))}
      </div>
    </fieldset>
  );
}

/**
 * The typed tag: the one from the list if its label matches; null for empty text and for a tag that is already chosen.
 */
export function typedTag(text: string, chosen: readonly string[]): string | null {
  const typed = wellCut(text.normalize("NFC").replace(/\s+/g, " ").trim());
  // Not by the browser's language: in Turkish "INFO" and "info" would differ.
  const same = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();
  const tag = TAGS.find((one) => same(one, typed) || same(word("tag", one), typed)) ?? typed;
  return tag === "" || chosen.some((one) => same(one, tag)) ? null : tag;
}

/** Cuts to the longest topic, without half a character at the end, which the record would refuse. */
const wellCut = (text: string): string => text.slice(0, MOST_TAG_CHARACTERS).replace(/[\uD800-\uDBFF]$/, "");

function OwnTag({ feeling, onDescribe }: Props) {
  const [text, setText] = useState("");
  const chosen = feeling.about ?? [];
  const draft = `${feeling.id} own-tag`;
  const type = (typed: string) => {
    setText(typed);
    const tag = typedTag(typed, chosen);
    if (tag === null) void dropUnsavedText(draft);
    else void keepUnsavedText(draft, "describe-feeling", { id: feeling.id, detail: { about: [...chosen, tag] } });
  };
  const add = (typed: string) => {
    const tag = typedTag(typed, chosen);
    setText("");
    if (tag === null) return void dropUnsavedText(draft);
    void onDescribe({ about: [...chosen, tag] }).then((done) => (done === null ? null : dropUnsavedText(draft)));
  };
  return (
    <TextField
      label={t("own_tag")}
      value={text}
      testId="own-tag"
      most={MOST_TAG_CHARACTERS}
      onType={type}
      onSettle={add}
    />
  );
}
