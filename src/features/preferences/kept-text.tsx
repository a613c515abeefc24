// A text of a rule that is saved when the field is left, and kept with each key until then.
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { drafts } from "../../platform/drafts.ts";
import { TextField } from "../../ui/controls.tsx";
import { useDraft } from "../../ui/draft.ts";

type Field = Parameters<typeof TextField>[0];

interface Typed {
  text: string;
}

/** `draft` names the draft; without it nothing is kept. */
export const KeptText = ({ draft, ...field }: Field & { draft: string | undefined }) =>
  draft === undefined ? <TextField {...field} /> : <Kept {...field} draft={draft} />;

/** A page that was left while somebody typed: the text is saved when its field is shown again. */
function Kept({ draft: key, ...field }: Field & { draft: string }) {
  const typed = useDraft<Typed>(drafts, key, readTyped);
  const mine = useRef(false);
  const settle = (text: string) => {
    typed.keep(null);
    field.onSettle(text);
  };
  useMove(key);
  useEffect(() => {
    if (typed.value && !mine.current) settle(typed.value.text);
  }, [typed.value]);
  return (
    <TextField
      {...field}
      onType={(text) => {
        mine.current = true;
        typed.keep({ text });
        field.onType?.(text);
      }}
      onSettle={settle}
    />
  );
}

/** A new rule gets its id while its first text is being typed: what was kept goes with it. */
function useMove(key: string): void {
  const before = useRef(key);
  useLayoutEffect(() => {
    const old = before.current;
    before.current = key;
    if (old !== key) void move(old, key).catch(console.warn);
  }, [key]);
}

async function move(from: string, to: string): Promise<void> {
  const text = await drafts.read(from);
  if (text === null) return;
  await drafts.keep(to, text);
  await drafts.keep(from, "");
}

function readTyped(kept: string): Typed | null {
  try {
    const { text } = JSON.parse(kept) as Typed;
    return typeof text === "string" ? { text } : null;
  } catch {
    return null;
  }
}
