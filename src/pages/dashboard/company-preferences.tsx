// A company's preferences section: its own rules, the data it reads and why, resetting to general preferences, and its
// settings.
import type { CompanyView } from "../../core/commands/companies.ts";
import { mergeFields } from "../../core/preferences/layers.ts";
import { holdInForce } from "../../core/preferences/resolution.ts";
import type { Company } from "../../core/record/tables.ts";
import { DEFAULT_PARTS } from "../../core/sharing/default-parts.ts";
import { type GrantState, grantState } from "../../core/sharing/grant.ts";
import { CompanySettings } from "../../features/companies/company-settings.tsx";
import { companyView } from "../../features/companies/company-view.ts";
import { LayerCard } from "../../features/preferences/card/layer-card.tsx";
import { HoldControl } from "../../features/preferences/hold.tsx";
import { LayerFieldsForm } from "../../features/preferences/layer-fields.tsx";
import { ResetLayer } from "../../features/preferences/reset-layer.tsx";
import { ruleSentence, whyText, windowText } from "../../features/preferences/rule-sentence.ts";
import { ExactText, viewSentences } from "../../features/sharing/view-sentences.tsx";
import { instantNow, localDate } from "../../platform/clock.ts";
import { productsOf, readCompanyFile } from "../../record/company-file.ts";
import {
  readCompany,
  readGrant,
  readLayers,
  readTimeZone,
  readTopics,
  rulesOfLayer,
} from "../../record/read-record.ts";
import type { Product } from "../../signal/participation-schema.ts";
import { Fold } from "../../ui/controls.tsx";
import { list } from "../../ui/formats.ts";
import { useLive } from "../../ui/live.ts";
import { t, word } from "../../ui/messages.ts";

async function read(company: string) {
  const [row, grant, stored] = await Promise.all([readCompany(company), readGrant(company), readCompanyFile(company)]);
  const layer = `company:${company}`;
  const { company: own = { rules: [] }, ...under } = await readLayers(company, row?.sector);
  return {
    row,
    layer,
    own,
    under,
    today: localDate(await readTimeZone()),
    state: grantState(grant ?? undefined, instantNow()),
    products: productsOf(stored),
    seen: await companyView(company, grant ?? { parts: DEFAULT_PARTS, hosts: stored === undefined ? [] : [stored.id] }),
    rules: await rulesOfLayer(layer),
    topics: await readTopics(),
  };
}

/** `company`: main domain of the merged companies, which holds their preferences. */
export function CompanyPreferences({ company, name }: { company: string; name: string }) {
  const known = useLive(() => read(company), [company]);
  if (known === undefined) return null;
  const { layer, under, today } = known;
  const { rules: _rules, ...fields } = known.own;
  return (
    <div class="stack">
      <section class="stack" aria-labelledby="own-rules">
        <h2 id="own-rules">{t("own_rules_title", { company: name })}</h2>
        <p class="muted">{t("own_rules_text")}</p>
        <HoldControl
          layer={layer}
          hold={holdInForce(fields, today)}
          general={holdInForce(under.sector, today) ?? holdInForce(under.base, today)}
          today={today}
        />
        <LayerCard {...known} fields={fields} names={namesOf(name, known.row)} />
      </section>
      <SeenBy company={company} name={name} {...known} />
      <section class="stack" aria-labelledby="own-fields">
        <h2 id="own-fields">{t("own_fields_title")}</h2>
        <LayerFieldsForm key={layer} general={mergeFields(under)} {...{ layer, fields, today }} />
        <ResetLayer layer={layer} />
      </section>
      <CompanySettings key={company} company={company} name={name} row={known.row} />
    </div>
  );
}

const namesOf = (company: string, row: Company | null) => ({
  base: "",
  sector: word("sector", row?.sector ?? "other"),
  company,
});

function SeenBy(props: {
  company: string;
  name: string;
  row: Company | null;
  state: GrantState;
  products: readonly Product[];
  seen: CompanyView;
}) {
  const { company, name, row, state, products, seen } = props;
  const sector = row?.sector ?? "other";
  const place = { base: "preferences", sector: `preferences/${sector}`, company: `companies/${company}/preferences` };
  const because = namesOf(name, row);
  return (
    <section class="card" aria-labelledby="sees-now" data-testid="sees">
      <h2 id="sees-now">{t(state === "live" ? "sees_now_title" : "would_see_title", { company: name })}</h2>
      <Fold summary={t("in_words")} testId="in-words">
        <ul class="sentences">
          {seen.rules.map(({ rule, source }, index) => (
            <li key={ruleSentence(rule)} data-testid={`sentence-${index}`}>
              <span>{ruleSentence(rule, products)}</span>
              <a class="why" href={`#/${place[source.layer]}?rule=${source.id}`} data-testid={`why-${index}`}>
                {whyText(source, because)}
              </a>
            </li>
          ))}
          {viewSentences(seen.view, (windows) => list(windows.map(windowText))).map(({ part, text }) => (
            <li key={text} data-testid={`sees-${part}`}>
              {text}
            </li>
          ))}
        </ul>
      </Fold>
      <ExactText header={seen.header} view={seen.view} />
    </section>
  );
}
