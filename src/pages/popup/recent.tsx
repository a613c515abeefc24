// On a page of no company: the companies with the newest notes. Pressing one shows the five faces for it.
import { useEffect, useState } from "preact/hooks";
import type { RecentCompany } from "../../core/commands/companies.ts";
import { RatingRow, valueText } from "../../features/feelings/rating-row.tsx";
import { tapFace } from "../../features/feelings/tap-face.ts";
import { send } from "../../platform/messages/send.ts";
import { onWrite } from "../../platform/messages/write-channel.ts";
import { VALUES, type Value } from "../../signal/feeling-vocabulary.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { date, list } from "../../ui/formats.ts";
import { ICONS, Icon } from "../../ui/icons.tsx";
import { t } from "../../ui/messages.ts";
import { attempt } from "../../ui/refusals.ts";
import { Strip } from "../../ui/strip.tsx";
import { sayWithUndo } from "../../ui/undo.ts";

/** Renders nothing before the first note. */
export function Recent() {
  const [recent, setRecent] = useState<readonly RecentCompany[]>([]);
  const [open, setOpen] = useState<string | null>(null);
  useEffect(() => {
    const look = () => void attempt(send("look-at-recent", {})).then((answer) => answer !== null && setRecent(answer));
    look();
    return onWrite(look);
  }, []);
  const rate = async (company: string, value: Value) => {
    const rated = await attempt(tapFace(company, value));
    if (rated === null) return false;
    setOpen(null);
    sayWithUndo(t("saved_rating"), rated.batch);
    return true;
  };
  if (recent.length === 0) return null;
  return (
    <section class="card" aria-labelledby="recent">
      <h2 id="recent">{t("recent_title")}</h2>
      <ul class="act-rows" data-testid="recent">
        {recent.map((one) => (
          <li key={one.id}>
            <button
              type="button"
              class="act-row"
              aria-expanded={open === one.id}
              data-testid="recent-company"
              data-company={one.id}
              onClick={() => setOpen(open === one.id ? null : one.id)}
            >
              <Company {...one} />
            </button>
            {open === one.id && <RatingRow value={null} group="recent-rate" onRate={(value) => rate(one.id, value)} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

const Company = ({ id, name, at, values }: RecentCompany) => (
  <>
    <Avatar name={name} domain={id} />
    <span class="said">
      <bdi>{name}</bdi>
      <small class="muted">{t("last_noted", { date: date(at) })}</small>
    </span>
    <Strip values={values.slice(-SHOWN)} label={t("strip_label", { visits: list(values.slice(-SHOWN).map(textOf)) })} />
    <Icon d={ICONS.down} small />
  </>
);

const SHOWN = 5;

const textOf = (value: number): string => valueText(VALUES.find((known) => known === value) ?? 0);
