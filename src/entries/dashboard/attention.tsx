// What needs looking at, from every part that has something to say. A part adds its own source here.
import { readExpiringPlans } from "../../features/plans/read-plans.ts";
import { useLive } from "../../ui/live.ts";
import { date, t } from "../../ui/messages.ts";

interface Attention {
  id: string;
  text: string;
  /** Where it can be dealt with. */
  href: string;
  action: string;
  testId: string;
}

const SOURCES: readonly (() => Promise<Attention[]>)[] = [expiringPlans];

async function expiringPlans(): Promise<Attention[]> {
  return (await readExpiringPlans()).map(({ id, what, expires }) => ({
    id: `plan ${id}`,
    text: t("attention_plan", { what, date: date(expires) }),
    href: "#/plans",
    action: t("attention_plan_action"),
    testId: "home-plan",
  }));
}

const readAttention = async (): Promise<Attention[]> => (await Promise.all(SOURCES.map((source) => source()))).flat();

/** Nothing at all when there is nothing to look at. */
export function NeedsLookingAt() {
  const found = useLive(readAttention, []) ?? [];
  if (found.length === 0) return null;
  return (
    <section class="stack" aria-labelledby="attention" data-testid="home-attention">
      <h2 id="attention">{t("attention_title")}</h2>
      <ul class="entries">
        {found.map(({ id, text, href, action, testId }) => (
          <li key={id} class="entry" data-testid={testId}>
            <p class="entry-body">{text}</p>
            <a href={href}>{action}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}
