// A text of a feeling that is saved by itself while it is typed.
import { useEffect, useRef, useState } from "preact/hooks";
import type { Feeling } from "../../core/entities.ts";
import { keepDraft, readDraft } from "../../platform/drafts.ts";
import { TextField } from "../../ui/controls.tsx";

const REST_MILLISECONDS = 400;

/** Kept as a draft with each key and saved when the typing rests: a popup that closes in between loses nothing. */
export function DraftField(props: {
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
