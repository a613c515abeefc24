// Dialog that asks for confirmation: the consequences in lines, and two answers. The safe answer has the focus.
import { useLayoutEffect, useRef } from "preact/hooks";
import { createStore } from "zustand/vanilla";
import { useStore } from "./store.ts";

export interface Question {
  title: string;
  lines: readonly string[];
  yes: string;
  no: string;
}

const asked = createStore<{ question: Question | null; answer: (yes: boolean) => void }>(() => ({
  question: null,
  answer: () => {},
}));

/**
 * Resolves with the answer; closing the dialog means no. A second question replaces the first, which resolves with no.
 */
export function confirm(question: Question): Promise<boolean> {
  asked.getState().answer(false);
  return new Promise((resolve) => {
    const answer = (yes: boolean) => {
      asked.setState({ question: null, answer: () => {} });
      resolve(yes);
    };
    asked.setState({ question, answer });
  });
}

/** Every window that calls `confirm` renders this once. */
export function Confirm() {
  const { question, answer } = useStore(asked, (state) => state);
  const dialog = useRef<HTMLDialogElement>(null);
  // Closes together with the answer rather than after the next paint: an open modal dialog keeps the focus from
  // everything else.
  useLayoutEffect(() => {
    if (question !== null && dialog.current?.open === false) dialog.current.showModal();
    if (question === null) dialog.current?.close();
  }, [question]);
  // A close event arrives late; that of the previous question must not answer the current one.
  const closed = () => {
    if (dialog.current?.open !== true) answer(false);
  };
  return (
    <dialog ref={dialog} class="confirm" aria-labelledby="confirm-title" data-testid="confirm" onClose={closed}>
      {question !== null && (
        <div class="stack">
          <h2 id="confirm-title">{question.title}</h2>
          <ul class="sentences">
            {question.lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          <div class="row">
            <button type="button" data-testid="confirm-no" onClick={() => answer(false)}>
              {question.no}
            </button>
            <button type="button" class="primary" data-testid="confirm-yes" onClick={() => answer(true)}>
              {question.yes}
            </button>
          </div>
        </div>
      )}
    </dialog>
  );
}
