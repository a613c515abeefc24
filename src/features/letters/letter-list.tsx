// Sent letters, each with the due day of its answer and its state.
import { LETTER_STATES, type LetterState, standingOf } from "../../core/letters/letter.ts";
import { send } from "../../platform/messages/send.ts";
import { Select } from "../../ui/controls.tsx";
import { date, moment } from "../../ui/formats.ts";
import { Guard } from "../../ui/guard.tsx";
import { t, word } from "../../ui/messages.ts";
import { useOwnValue } from "../../ui/own-edits.ts";
import { attempt } from "../../ui/refusals.ts";
import { sayWithUndo } from "../../ui/undo.ts";
import type { NamedLetter } from "./read-letters.ts";

export interface LetterListProps {
  letters: readonly NamedLetter[];
  /** YYYY-MM-DD. */
  today: string;
  /** Link to a company's page, for a list of several companies. */
  pageOf?: (company: string) => string;
}

export function LetterList({ letters, today, pageOf }: LetterListProps) {
  return (
    <ul class="entries" data-testid="letters">
      {letters.map((letter) => (
        <Guard key={letter.id}>
          <LetterItem letter={letter} today={today} page={pageOf?.(letter.company)} />
        </Guard>
      ))}
    </ul>
  );
}

function LetterItem({ letter, today, page }: { letter: NamedLetter; today: string; page: string | undefined }) {
  const [state, pick] = useOwnValue(letter.state, async (state: LetterState) => {
    const edited = await attempt(send("edit-letter", { id: letter.id, state }));
    if (edited?.batch) sayWithUndo(t("saved_letter"), edited.batch);
    return edited !== null;
  });
  const standing = standingOf({ ...letter, state }, today);
  return (
    <li class="entry" data-testid="letter-row" data-state={standing}>
      <div class="entry-body">
        {page !== undefined && (
          <a href={page}>
            <bdi>{letter.name}</bdi>
          </a>
        )}
        <p>
          <strong>{word("letter_kind", letter.letter)}</strong>{" "}
          {standing === "overdue" && <span class="badge">{word("letter_state", standing)}</span>}
        </p>
        <small class="muted">{t("letter_dates", { sent: moment(letter.at, "date"), due: date(letter.due) })}</small>
      </div>
      <Select
        label={t("letter_state_label")}
        hideLabel
        value={state}
        options={LETTER_STATES.map((state) => ({ value: state, label: word("letter_state", state) }))}
        testId="letter-state"
        onPick={(state) => void pick(state)}
      />
    </li>
  );
}
