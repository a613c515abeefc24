// The question of the company of this page, if it asks one. An answer can become a rule for it.
import { useEffect, useState } from "preact/hooks";
import type { SiteView } from "../../core/commands/companies.ts";
import type { OpenQuestion } from "../../core/commands/questions.ts";
import { freshRule } from "../../core/preferences/fresh-rule.ts";
import type { Editing } from "../../features/preferences/edited-rule.ts";
import { AnswerSent, QuestionCard } from "../../features/sharing/question-card.tsx";
import { localDate } from "../../platform/clock.ts";
import { send } from "../../platform/messages/send.ts";
import { attempt } from "../../ui/refusals.ts";

export function QuestionHere({ site, onEdit }: { site: SiteView; onEdit: (editing: Editing) => void }) {
  const [open, setOpen] = useState<OpenQuestion | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const today = localDate(site.timeZone);
  // Every write refreshes `site`.
  useEffect(() => {
    let current = true;
    void attempt(send("look-at-question", { company: site.company })).then(
      (seen) => current && setOpen(seen?.open ?? null),
    );
    return () => {
      current = false;
    };
  }, [site]);
  if (open !== null) return <QuestionCard key={open.id} open={open} today={today} onSent={setSaid} />;
  if (said === null) return null;
  const rule = freshRule({ ...site.under, company: site.own }, today);
  return <AnswerSent company={site.name} onKeep={() => onEdit({ rule: { ...rule, note: said }, fresh: true })} />;
}
