// The first rating, in the first run: the live faces, and the address of a site.
import { useState } from "preact/hooks";
import { companyTyped } from "../../core/companies/company.ts";
import { displayDomain } from "../../core/companies/domain-name.ts";
import { RatingRow } from "../../features/feelings/rating-row.tsx";
import { send } from "../../platform/messages/send.ts";
import type { Value } from "../../signal/feeling-vocabulary.ts";
import { TextField } from "../../ui/controls.tsx";
import { t, word } from "../../ui/messages.ts";
import { useOnce } from "../../ui/once.ts";
import { attempt } from "../../ui/refusals.ts";
import { sayWithUndo } from "../../ui/undo.ts";

export function FirstRating() {
  const [value, setValue] = useState<Value | null>(null);
  const [typed, setTyped] = useState("");
  const [isFaulty, setFaulty] = useState(false);
  /** The company that was rated. */
  const [rated, setRated] = useState<string | null>(null);
  const [takenBack, setTakenBack] = useState(0);
  const rate = async (company: string, wanted: Value): Promise<boolean> => {
    const done = await attempt(send("rate-visit", { company, value: wanted }));
    if (done === null) return false;
    setRated(company);
    sayWithUndo(t("saved_rating"), done.batch, () => {
      setRated(null);
      setValue(null);
      setTakenBack((times) => times + 1);
    });
    return true;
  };
  const save = useOnce(async () => {
    const company = companyTyped(typed);
    setFaulty(company === null);
    return company !== null && value !== null && rate(company, value);
  });
  const pick = (next: Value): Promise<boolean> | undefined => {
    setValue(next);
    return rated === null ? undefined : rate(rated, next);
  };
  return (
    <div class="stack wide">
      <RatingRow group="first-rate" question={t("try_question")} value={value} takenBack={takenBack} onRate={pick} />
      {rated !== null && <p data-testid="first-rated">{t("try_done", { company: displayDomain(rated) })}</p>}
      {rated === null && value === null && <p class="muted">{t("try_text")}</p>}
      {rated === null && value !== null && (
        <form
          class="stack tight"
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          <TextField
            label={t("try_company")}
            value={typed}
            testId="first-company"
            most={253}
            onType={setTyped}
            onSettle={setTyped}
          />
          <div role="alert" class="faults" data-testid="first-fault">
            {isFaulty && <p>{word("note_fault", "company")}</p>}
          </div>
          <button type="submit" class="primary start" data-testid="first-save">
            {t("note_save")}
          </button>
        </form>
      )}
    </div>
  );
}
