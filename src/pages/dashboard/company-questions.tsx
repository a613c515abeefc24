// The open questions of a company, above its tabs. An answer can become a rule, in the editor of the company's page.
import { useEffect, useState } from "preact/hooks";
import type { OpenQuestion } from "../../core/commands/questions.ts";
import { AnswerSent, QuestionCard } from "../../features/sharing/question-card.tsx";
import { readOpenQuestions } from "../../features/sharing/read-questions.ts";
import { localDate } from "../../platform/clock.ts";
import { send } from "../../platform/messages/send.ts";
import { dropGivenAnswer } from "../../platform/session/given-answers.ts";
import { readTimeZone } from "../../record/read-record.ts";
import { useLive } from "../../ui/live.ts";
import { attempt } from "../../ui/refusals.ts";

async function readAll(domains: readonly string[]): Promise<{ open: OpenQuestion[]; today: string }> {
  const lists = await Promise.all(domains.map((domain) => readOpenQuestions(domain)));
  return { open: lists.flat(), today: localDate(await readTimeZone()) };
}

/** Makes the background store what pages asked since; the record then changes. */
export const useAskedQuestions = (): void => useEffect(() => void attempt(send("look-at-question", {})), []);

export function CompanyQuestions({ domains, name }: { domains: readonly string[]; name: string }) {
  const found = useLive(() => readAll(domains), [domains.join(" ")]);
  /** Domain whose question was answered. */
  const [answered, setAnswered] = useState<string | null>(null);
  useAskedQuestions();
  const decide = () => {
    if (answered !== null) void dropGivenAnswer(answered);
    setAnswered(null);
  };
  if (found === undefined) return null;
  return (
    <>
      {found.open.map((open) => (
        <QuestionCard key={open.id} open={open} today={found.today} onSent={() => setAnswered(open.company)} />
      ))}
      {answered !== null && (
        <AnswerSent
          company={name}
          onDismiss={decide}
          onKeep={() => {
            location.hash = `#/companies/${domains[0]}/preferences`;
            decide();
          }}
        />
      )}
    </>
  );
}
