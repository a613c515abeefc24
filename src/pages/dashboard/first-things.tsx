// Home before the first note: three things to do first, in any order. The faces are live.
import { RatingRow } from "../../features/feelings/rating-row.tsx";
import { rulesOfLayer } from "../../record/read-record.ts";
import type { Kind } from "../../signal/vocabulary.ts";
import { Fold } from "../../ui/controls.tsx";
import { WantMark } from "../../ui/icons.tsx";
import { useLive } from "../../ui/live.ts";
import { t, word } from "../../ui/messages.ts";
import { PinSteps } from "../pin-button.tsx";
import { openNote } from "./note-sheet.tsx";

const SHOWN_KINDS: readonly Kind[] = ["security", "service", "offers"];

export function FirstThings() {
  return (
    <div class="first-things" data-testid="home-first">
      <section class="card" aria-labelledby="first-note">
        <h2 id="first-note">{t("first_note")}</h2>
        <RatingRow
          group="first-rate"
          question={t("first_note_question")}
          value={null}
          onRate={(value) => {
            openNote(null, { value });
            return undefined;
          }}
        />
        <p class="muted">{t("first_note_text")}</p>
      </section>
      <section class="card" aria-labelledby="first-wishes">
        <h2 id="first-wishes">{t("first_wishes")}</h2>
        <Wishes />
        <p class="muted">{t("first_wishes_text")}</p>
        <a class="button" href="#/preferences" data-testid="first-preferences">
          {t("first_wishes_look")}
        </a>
      </section>
      <section class="card" aria-labelledby="first-pin">
        <h2 id="first-pin">{t("first_pin")}</h2>
        <p class="muted">{t("first_pin_text")}</p>
        <Fold summary={t("first_pin_how")} testId="first-pin">
          <PinSteps />
        </Fold>
      </section>
    </div>
  );
}

/** The user's own general answers at this moment. */
function Wishes() {
  const rules = useLive(() => rulesOfLayer("base"), []) ?? [];
  const answers = SHOWN_KINDS.flatMap((kind) => {
    const rule = rules.find((one) => one.about === undefined && (one.kinds === "*" || one.kinds.includes(kind)));
    return rule === undefined ? [] : [{ kind, want: rule.want }];
  });
  return (
    <ul class="hollow">
      {answers.map(({ kind, want }) => (
        <li key={kind} class="row">
          <WantMark want={want} /> {word("kind", kind)} <span class="visually-hidden">{word("want_short", want)}</span>
        </li>
      ))}
    </ul>
  );
}
