// Home's list of coming dates: promises, answers to letters, ends of plans and of permissions. The soonest first.
import { endOf, grantState } from "../../core/sharing/grant.ts";
import { addDays } from "../../core/time/calendar.ts";
import { readLetters } from "../../features/letters/read-letters.ts";
import { readOpenPlans } from "../../features/plans/read-plans.ts";
import { readComingPromises } from "../../features/timeline/read-promises.ts";
import { instantNow, localDate } from "../../platform/clock.ts";
import { readCompanyNames } from "../../record/company-links.ts";
import { readGrants, readTimeZone } from "../../record/read-record.ts";
import { dayAndMonth } from "../../ui/formats.ts";
import { useLive } from "../../ui/live.ts";
import { t, word } from "../../ui/messages.ts";

interface Coming {
  id: string;
  /** YYYY-MM-DD. */
  day: string;
  title: string;
  detail: string;
  href: string;
}

const DAYS_AHEAD = 120;
const MOST = 5;

async function promises(): Promise<Coming[]> {
  return (await readComingPromises()).map(({ promise, due, name }) => ({
    id: promise.id,
    day: due,
    title: t("coming_promise", { company: name }),
    detail: typeof promise.detail.text === "string" ? promise.detail.text : "",
    href: `#/companies/${promise.company}`,
  }));
}

async function letters(): Promise<Coming[]> {
  const open = (await readLetters(null)).filter(({ state }) => state === "open");
  return open.map(({ id, company, name, due, letter }) => ({
    id,
    day: due,
    title: t("coming_letter", { company: name }),
    detail: word("letter_kind", letter),
    href: `#/companies/${company}/letters`,
  }));
}

async function plans(): Promise<Coming[]> {
  return (await readOpenPlans()).map(({ id, what, expires }) => ({
    id,
    day: expires,
    title: t("coming_plan", { what }),
    detail: t("nav_plans"),
    href: "#/plans",
  }));
}

async function permissions(): Promise<Coming[]> {
  const [grants, timeZone] = await Promise.all([readGrants(), readTimeZone()]);
  const ending = grants.filter((grant) => grant.until !== undefined && grantState(grant, instantNow()) === "live");
  const names = await readCompanyNames(ending.map(({ id }) => id));
  return ending.map((grant) => ({
    id: `grant ${grant.id}`,
    day: localDate(timeZone, endOf(grant)),
    title: t("coming_permission", { company: names.get(grant.id) ?? grant.id }),
    detail: "",
    href: `#/companies/${grant.id}/shared`,
  }));
}

/** Text that is no full date, which an import may contain, sorts first and is not shown. */
async function readComing(): Promise<Coming[]> {
  const today = localDate(await readTimeZone());
  const all = (await Promise.all([promises(), letters(), plans(), permissions()])).flat();
  const last = addDays(today, DAYS_AHEAD);
  return all
    .filter(({ day }) => day >= today && day <= last && dayAndMonth(day) !== null)
    .sort((one, other) => (one.day < other.day ? -1 : one.day > other.day ? 1 : 0))
    .slice(0, MOST);
}

/** Renders nothing if no date is known. */
export function ComingUp() {
  const coming = useLive(readComing, []) ?? [];
  if (coming.length === 0) return null;
  return (
    <section class="card" aria-labelledby="coming" data-testid="home-coming">
      <h2 id="coming">{t("coming_title")}</h2>
      <ul class="card-rows">
        {coming.map(({ id, day, title, detail, href }) => (
          <li key={id} data-testid="coming" data-day={day}>
            <a class="list-row" href={href}>
              <Day day={day} />
              <span class="said">
                <span>{title}</span>
                {detail !== "" && <small class="muted">{detail}</small>}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Day({ day }: { day: string }) {
  const parts = dayAndMonth(day);
  return (
    <time class="day-tile" dateTime={day}>
      <strong>{parts?.day}</strong> <span>{parts?.month}</span>
    </time>
  );
}
