// Text field of a rule. Saves when it loses the focus, and stores each key as a draft until then.
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { drafts } from "../../platform/session/drafts.ts";
import { objectFrom } from "../../signal/plain-objects.ts";
import { TextField } from "../../ui/controls.tsx";
import { useDraft } from "../../ui/draft.ts";

type Field = Parameters<typeof TextField>[0];

interface Typed {
  text: string;
}

/** `draft`: key of the draft; undefined stores none. */
export const KeptText = ({ draft, ...field }: Field & { draft: string | undefined }) =>
  draft === undefined ? <TextField {...field} /> : <Kept {...field} draft={draft} />;

/** Saves the draft of a page that the user left while typing, as soon as its field appears again. */
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

/** Moves the draft when a new rule gets its id while the user types its first text. */
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
    const { text } = objectFrom(JSON.parse(kept));
    return typeof text === "string" ? { text } : null;
  } catch {
    return null;
  }
}
