// Text field of a feeling that saves while the user types.
import { useRef, useState } from "preact/hooks";
import type { Feeling } from "../../core/record/tables.ts";
import { dropUnsavedText, keepUnsavedText } from "../../platform/session/unsaved-text.ts";
import { TextField } from "../../ui/controls.tsx";

const REST_MILLISECONDS = 400;

/** Stored with each key and saved when typing pauses, so that a popup that closes in between loses nothing. */
export function DraftField(props: {
  feeling: Feeling;
  field: "note" | "wanted";
  label: string;
  most: number;
  rows: number;
  hint?: string;
  /** Null if the command was refused. */
  onSave: (text: string) => Promise<unknown>;
}) {
  const { feeling, field } = props;
  const key = `${feeling.id} ${field}`;
  const [typed, setTyped] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const newest = useRef("");
  const save = async (text: string) => {
    clearTimeout(timer.current);
    newest.current = text;
    // A newer or refused text must still be saved.
    if ((await props.onSave(text)) !== null && newest.current === text) void dropUnsavedText(key);
  };
  return (
    <TextField
      label={props.label}
      value={typed ?? feeling[field] ?? ""}
      testId={field}
      most={props.most}
      rows={props.rows}
      {...(props.hint === undefined ? {} : { hint: props.hint })}
      onType={(text) => {
        setTyped(text);
        newest.current = text;
        void keepUnsavedText(key, "describe-feeling", { id: feeling.id, detail: { [field]: text } });
        clearTimeout(timer.current);
        timer.current = setTimeout(() => void save(text), REST_MILLISECONDS);
      }}
      onSettle={(text) => void save(text)}
    />
  );
}
