// Home's list of things that need attention. Each capability adds its source here.
import { standingOf } from "../../core/letters/letter.ts";
import { readLetters } from "../../features/letters/read-letters.ts";
import { readExpiringPlans } from "../../features/plans/read-plans.ts";
import { readOpenQuestions } from "../../features/sharing/read-questions.ts";
import { readDuePromises } from "../../features/timeline/read-promises.ts";
import { settlePromise } from "../../features/timeline/settle-promise.ts";
import { localDate } from "../../platform/clock.ts";
import { database, entitiesOf } from "../../record/database.ts";
import { readTimeZone } from "../../record/read-record.ts";
import { date } from "../../ui/formats.ts";
import { ICONS, Icon } from "../../ui/icons.tsx";
import { useLive } from "../../ui/live.ts";
import { t } from "../../ui/messages.ts";
import { PAGE_ICONS } from "../../ui/page-icons.ts";
import { useAskedQuestions } from "./company-questions.tsx";

interface Attention {
  id: string;
  text: string;
  /** Page on which the user can act. */
  href: string;
  action: string;
  testId: string;
  icon: string;
  /** `late`: a company has broken a promise or missed a date; `due`: a day that the user set has come. */
  tone: "late" | "due";
  /** Answers that can be given in place. */
  answers?: readonly { label: string; testId: string; give: () => void }[];
}

const SOURCES: readonly (() => Promise<Attention[]>)[] = [
  openQuestions,
  expiringPlans,
  duePromises,
  overdueLetters,
  supportToReview,
];

async function expiringPlans(): Promise<Attention[]> {
  return (await readExpiringPlans()).map(({ id, what, expires }) => ({
    id: `plan ${id}`,
    text: t("attention_plan", { what, date: date(expires) }),
    href: "#/plans",
    action: t("attention_plan_action"),
    testId: "home-plan",
    icon: PAGE_ICONS.plans,
    tone: "due",
  }));
}

async function openQuestions(): Promise<Attention[]> {
  return (await readOpenQuestions(null)).map(({ id, company, name }) => ({
    id,
    text: t("question_attention", { company: name }),
    href: `#/companies/${company}`,
    action: t("question_look"),
    testId: "home-question",
    icon: ICONS.asks,
    tone: "due",
  }));
}

async function duePromises(): Promise<Attention[]> {
  return (await readDuePromises()).map(({ promise, due, name }) => ({
    id: `promise ${promise.id}`,
    text: promiseText(name, due, promise.detail.text),
    href: `#/companies/${promise.company}`,
    action: t("attention_plan_action"),
    testId: "home-promise",
    icon: PAGE_ICONS.promise,
    tone: "late",
    answers: [
      { label: t("promise_kept"), testId: "promise-kept", give: () => settlePromise(promise, "resolved") },
      { label: t("promise_broken"), testId: "promise-broken", give: () => settlePromise(promise, "breach") },
    ],
  }));
}

async function overdueLetters(): Promise<Attention[]> {
  const today = localDate(await readTimeZone());
  const overdue = (await readLetters(null)).filter((letter) => standingOf(letter, today) === "overdue");
  return overdue.map(({ id, company, name, due }) => ({
    id: `letter ${id}`,
    text: t("attention_letter", { company: name, date: date(due) }),
    href: `#/companies/${company}/letters`,
    action: t("attention_letter_action"),
    testId: "home-letter",
    icon: ICONS.email,
    tone: "late",
  }));
}

/** Support needs change, so this asks for a review after the date that the user set. */
async function supportToReview(): Promise<Attention[]> {
  const today = localDate(await readTimeZone());
  const layers = entitiesOf("layers", await database.layers.toArray());
  return layers.flatMap(({ id, treatment }) => {
    const review = treatment?.supportUntil;
    if (review === undefined || today.slice(0, review.length) <= review) return [];
    const [kind, name] = id.split(":");
    const place: Readonly<Record<string, string>> = {
      base: "preferences",
      sector: `preferences/${name}`,
      company: `companies/${name}/preferences`,
    };
    return {
      id: `support ${id}`,
      text: t("attention_support", { date: date(review) }),
      href: `#/${place[kind ?? ""]}`,
      action: t("attention_support_action"),
      testId: "home-support",
      icon: ICONS.support,
      tone: "due",
    };
  });
}

const promiseText = (company: string, due: string, text: unknown): string =>
  typeof text === "string" && text !== ""
    ? t("attention_promise", { company, date: date(due), text })
    : t("attention_promise_plain", { company, date: date(due) });

const readAttention = async (): Promise<Attention[]> => (await Promise.all(SOURCES.map((source) => source()))).flat();

/** Undefined until it is read. */
export function useAttention(): Attention[] | undefined {
  useAskedQuestions();
  return useLive(readAttention, []);
}

/** Renders nothing if nothing needs attention. */
export function NeedsYouNow({ found }: { found: readonly Attention[] }) {
  if (found.length === 0) return null;
  return (
    <section class="card" aria-labelledby="attention" data-testid="home-attention">
      <h2 id="attention">{t("attention_title")}</h2>
      <ul class="card-rows">
        {found.map((one) => (
          <li key={one.id} data-testid={one.testId}>
            <Row {...one} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Row({ text, href, action, icon, tone, answers = [] }: Attention) {
  return (
    <div class="list-row wraps">
      <span class={`tile ${tone}`}>
        <Icon d={icon} />
      </span>
      <p class="said">{text}</p>
      <div class="row">
        {answers.map(({ label, testId, give }) => (
          <button key={testId} type="button" data-testid={testId} onClick={give}>
            {label}
          </button>
        ))}
        <a class="button" href={href}>
          {action}
        </a>
      </div>
    </div>
  );
}
