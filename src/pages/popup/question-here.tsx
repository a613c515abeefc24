// The question of the company of this page, if it asks one. An answer can become a rule for it: offered until the user
// decides, since Firefox's own question about data closes the popup.
import { useEffect, useState } from "preact/hooks";
import type { SiteView } from "../../core/commands/companies.ts";
import type { Answer } from "../../core/commands/index.ts";
import { freshRule } from "../../core/preferences/fresh-rule.ts";
import type { Editing } from "../../features/preferences/edited-rule.ts";
import { AnswerSent, QuestionCard, saidIn } from "../../features/sharing/question-card.tsx";
import { localDate } from "../../platform/clock.ts";
import { send } from "../../platform/messages/send.ts";
import { dropGivenAnswer } from "../../platform/session/given-answers.ts";
import { attempt } from "../../ui/refusals.ts";

const NOTHING: Answer<"look-at-question"> = { open: null, answered: null };

export function QuestionHere({ site, onEdit }: { site: SiteView; onEdit: (editing: Editing) => void }) {
  const [{ open, answered }, setSeen] = useState(NOTHING);
  const [sent, setSent] = useState(0);
  const today = localDate(site.timeZone);
  // Every write refreshes `site`. An answer arrives a little after its write.
  useEffect(() => {
    let current = true;
    void attempt(send("look-at-question", { company: site.company })).then(
      (seen) => current && setSeen(seen ?? NOTHING),
    );
    return () => {
      current = false;
    };
  }, [site, sent]);
  const decide = () => {
    void dropGivenAnswer(site.company);
    setSeen({ open, answered: null });
  };
  const keep = (note: string) => {
    decide();
    onEdit({ rule: { ...freshRule({ ...site.under, company: site.own }, today), note }, fresh: true });
  };
  return (
    <>
      {answered !== null && <AnswerSent company={site.name} onKeep={() => keep(saidIn(answered))} onDismiss={decide} />}
      {open !== null && <QuestionCard key={open.id} open={open} today={today} onSent={() => setSent(sent + 1)} />}
    </>
  );
}
