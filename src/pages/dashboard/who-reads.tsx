// Home's list of the companies that may read, now or after a pause, and the number of those that see nothing.
import { type Grant, type GrantState, grantState } from "../../core/sharing/grant.ts";
import { instantNow } from "../../platform/clock.ts";
import { readCompanyNames, readMainDomains } from "../../record/company-links.ts";
import { database } from "../../record/database.ts";
import { readGrants } from "../../record/read-record.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { moment } from "../../ui/formats.ts";
import { ICONS, Icon } from "../../ui/icons.tsx";
import { useLive } from "../../ui/live.ts";
import { plural, t } from "../../ui/messages.ts";

interface Reader {
  grant: Grant;
  state: GrantState;
  name: string;
}

const MOST = 5;

async function readReaders() {
  const [grants, domains, mains] = await Promise.all([readGrants(), database.companies.count(), readMainDomains()]);
  const now = instantNow();
  const current = grants
    .map((grant) => ({ grant, state: grantState(grant, now) }))
    .filter(({ state }) => state === "live" || state === "paused");
  const names = await readCompanyNames(current.map(({ grant }) => grant.id));
  const readers = current.map((one): Reader => ({ ...one, name: names.get(one.grant.id) ?? one.grant.id }));
  const reading = new Set(current.map(({ grant }) => mains.get(grant.id) ?? grant.id));
  return { readers, others: Math.max(0, domains - mains.size - reading.size) };
}

/** Renders nothing before the first company. */
export function WhoReads() {
  const known = useLive(readReaders, []);
  if (known === undefined || known.readers.length + known.others === 0) return null;
  const { readers, others } = known;
  return (
    <section class="card" aria-labelledby="who-reads" data-testid="home-readers">
      <div class="card-head">
        <h2 id="who-reads">{t("readers_title")}</h2>
        <a class="button quiet" href="#/shared">
          {t("readers_all")}
        </a>
      </div>
      <ul class="card-rows">
        {readers.slice(0, MOST).map((reader) => (
          <li key={reader.grant.id}>
            <ReaderRow {...reader} />
          </li>
        ))}
        {(others > 0 || readers.length === 0) && (
          <li>
            <a class="list-row" href="#/companies" data-testid="home-unseen">
              <span class="tile">
                <Icon d={ICONS.unseen} />
              </span>
              <span class="said">
                <span>{t(readers.length === 0 ? "readers_nobody" : "readers_else")}</span>
                <small class="muted">{plural("readers_unseen", others)}</small>
              </span>
            </a>
          </li>
        )}
      </ul>
    </section>
  );
}

function ReaderRow({ grant, state, name }: Reader) {
  return (
    <a class="list-row" href={`#/companies/${grant.id}/shared`} data-testid="home-reader" data-state={state}>
      <Avatar name={name} domain={grant.id} />
      <span class="said">
        <strong>
          <bdi>{name}</bdi>
        </strong>
        <small class="muted">
          {state === "live" ? t("readers_since", { date: moment(grant.since, "date") }) : t("readers_paused")}
        </small>
      </span>
      <span class={`badge ${state === "live" ? "on" : ""}`}>
        <Icon d={state === "live" ? ICONS.shared : ICONS.pause} small />
        {t(state === "live" ? "badge_allowed" : "badge_paused")}
      </span>
    </a>
  );
}
