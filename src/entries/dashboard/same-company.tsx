// One company under several domains: counting this one to another, and splitting it off again.
import type { Company } from "../../core/entities.ts";
import { database, entitiesOf } from "../../platform/database.ts";
import { send } from "../../platform/send.ts";
import { TextField } from "../../ui/controls.tsx";
import { useLive } from "../../ui/live.ts";
import { t } from "../../ui/messages.ts";
import { attempt } from "../../ui/refusals.ts";
import { complain } from "../../ui/toast.tsx";

export interface CompanyEdit {
  name?: string;
  sector?: string | null;
  muted?: boolean;
  sameAs?: string | null;
}

const MOST_SUGGESTIONS = 200;

export function SameCompany(props: { company: string; row: Company | null; onEdit: (edit: CompanyEdit) => void }) {
  const { company, row, onEdit } = props;
  const companies = useLive(async () => entitiesOf("companies", await database.companies.toArray()), []) ?? [];
  const counted = companies.filter(({ sameAs }) => sameAs === company);
  const others = companies.filter(({ id, sameAs }) => id !== company && sameAs === undefined);
  const merge = (text: string) => {
    const wanted = text.trim().toLowerCase();
    if (wanted === "") return;
    const main = others.find(({ id, name }) => id === wanted || name.toLowerCase() === wanted);
    if (main === undefined) complain(t("same_unknown", { name: text.trim() }));
    else onEdit({ sameAs: main.id });
  };
  if (row?.sameAs !== undefined) {
    return (
      <div class="row apart" data-testid="company-merged">
        <p>{t("same_now", { company: row.sameAs })}</p>
        <button type="button" data-testid="company-split" onClick={() => onEdit({ sameAs: null })}>
          {t("same_split")}
        </button>
      </div>
    );
  }
  return (
    <div class="stack tight">
      <TextField
        label={t("same_label")}
        value=""
        most={253}
        testId="company-same-as"
        hint={t("same_hint")}
        suggestions={others.slice(0, MOST_SUGGESTIONS).map(({ id }) => id)}
        onSettle={merge}
      />
      {counted.map(({ id }) => (
        <div key={id} class="row apart">
          <bdi>{t("same_counted", { company: id })}</bdi>
          <button
            type="button"
            data-testid={`company-split-${id}`}
            onClick={() => void attempt(send("edit-company", { company: id, sameAs: null, confirmed: true }))}
          >
            {t("same_split")}
          </button>
        </div>
      ))}
    </div>
  );
}
