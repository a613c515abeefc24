// What needs looking at, from every part that has something to say. A part adds its own source here.
import { readExpiringPlans } from "../../features/plans/read-plans.ts";
import { readDuePromises } from "../../features/timeline/read-promises.ts";
import { settlePromise } from "../../features/timeline/timeline-entry.tsx";
import { useLive } from "../../ui/live.ts";
import { date, t } from "../../ui/messages.ts";

interface Attention {
  id: string;
  text: string;
  /** Where it can be dealt with. */
  href: string;
  action: string;
  testId: string;
  /** What can be answered right here. */
  answers?: readonly { label: string; testId: string; give: () => void }[];
}

const SOURCES: readonly (() => Promise<Attention[]>)[] = [expiringPlans, duePromises];

async function expiringPlans(): Promise<Attention[]> {
  return (await readExpiringPlans()).map(({ id, what, expires }) => ({
    id: `plan ${id}`,
    text: t("attention_plan", { what, date: date(expires) }),
    href: "#/plans",
    action: t("attention_plan_action"),
    testId: "home-plan",
  }));
}

async function duePromises(): Promise<Attention[]> {
  return (await readDuePromises()).map(({ promise, due, name }) => ({
    id: `promise ${promise.id}`,
    text: promiseText(name, due, promise.detail.text),
    href: `#/companies/${promise.company}`,
    action: t("attention_plan_action"),
    testId: "home-promise",
    answers: [
      { label: t("promise_kept"), testId: "promise-kept", give: () => settlePromise(promise, "resolved") },
      { label: t("promise_broken"), testId: "promise-broken", give: () => settlePromise(promise, "breach") },
    ],
  }));
}

const promiseText = (company: string, due: string, text: unknown): string =>
  typeof text === "string" && text !== ""
    ? t("attention_promise", { company, date: date(due), text })
    : t("attention_promise_plain", { company, date: date(due) });

const readAttention = async (): Promise<Attention[]> => (await Promise.all(SOURCES.map((source) => source()))).flat();

/** Nothing at all when there is nothing to look at. */
export function NeedsLookingAt() {
  const found = useLive(readAttention, []) ?? [];
  if (found.length === 0) return null;
  return (
    <section class="stack" aria-labelledby="attention" data-testid="home-attention">
      <h2 id="attention">{t("attention_title")}</h2>
      <ul class="entries">
        {found.map(({ id, text, href, action, testId, answers = [] }) => (
          <li key={id} class="entry" data-testid={testId}>
            <p class="entry-body">{text}</p>
            {answers.map(({ label, testId: own, give }) => (
              <button key={own} type="button" class="link" data-testid={own} onClick={give}>
                {label}
              </button>
            ))}
            <a href={href}>{action}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}
