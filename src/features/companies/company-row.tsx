// One row of the company list. The whole row can be pressed; its checkbox chooses it for an act on several companies.
import { VALUE_NAMES } from "../../core/feelings/feeling.ts";
import { grantState } from "../../core/sharing/grant.ts";
import { VALUES } from "../../signal/feeling-vocabulary.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { list, moment } from "../../ui/formats.ts";
import { ICONS, Icon } from "../../ui/icons.tsx";
import { plural, t, word } from "../../ui/messages.ts";
import { Strip } from "../../ui/strip.tsx";
import { CHOSEN_BAR } from "./chosen-bar.tsx";
import type { CompanyRow } from "./read-companies.ts";

interface Props {
  row: CompanyRow;
  now: string;
  /** Oldest first; empty until the ratings are read. */
  values: readonly number[];
  chosen: boolean;
  onChoose: (chosen: boolean) => void;
}

export function CompanyListRow({ row, now, values, chosen, onChoose }: Props) {
  const { counter } = row;
  const noted = (counter?.good ?? 0) + (counter?.neither ?? 0) + (counter?.bad ?? 0);
  return (
    <li class={`company-row ${chosen ? "chosen" : ""}`} data-testid="company-row" data-company={row.id}>
      <label class="choose">
        <span class="visually-hidden">{t("choose_company", { company: row.name })}</span>
        <input
          type="checkbox"
          checked={chosen}
          data-testid="company-choose"
          onChange={(event) => onChoose(event.currentTarget.checked)}
        />
      </label>
      {chosen && (
        <button type="button" class="to-bar" data-testid="company-to-bar" onClick={focusBar}>
          {t("chosen_to_bar")}
        </button>
      )}
      <a class="list-row" href={`#/companies/${row.id}`} data-testid={`company-${row.id}`}>
        <Avatar name={row.name} domain={row.id} />
        <span class="said">
          <strong>
            <bdi>{row.name}</bdi>
          </strong>
          {row.sector !== undefined && <small class="muted">{word("sector", row.sector)}</small>}
        </span>
        <span class="marks-cell">
          <Strip values={values} label={t("strip_label", { visits: list(values.map(nameOf)) })} />
          <small class="muted">
            {noted === 0 ? t("noted_none") : plural("noted", noted, { good: counter?.good ?? 0 })}
          </small>
        </span>
        <State row={row} now={now} />
        <small class="muted last-cell">
          {counter !== undefined && counter.latestAt !== "" && moment(counter.latestAt, "date")}
        </small>
      </a>
    </li>
  );
}

/** The bar is below all rows, so each chosen row has a way to it for the keyboard. */
const focusBar = (): void => document.getElementById(CHOSEN_BAR)?.focus();

const nameOf = (value: number): string => word("value", VALUE_NAMES[VALUES.find((known) => known === value) ?? 0]);

function State({ row, now }: Pick<Props, "row" | "now">) {
  const states = row.grants.map((grant) => grantState(grant, now));
  const state = (["live", "paused"] as const).find((one) => states.includes(one)) ?? "none";
  const shapes = { live: ICONS.shared, paused: ICONS.pause, none: ICONS.unseen };
  const texts = { live: t("badge_allowed"), paused: t("badge_paused"), none: t("badge_unseen") };
  return (
    <span class={`badge ${state === "live" ? "on" : ""}`}>
      <Icon d={shapes[state]} small />
      {texts[state]}
    </span>
  );
}
