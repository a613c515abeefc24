// Audience of a plan, and a preview of the companies that would read it once it is saved.
import { useState } from "preact/hooks";
import { hostTyped } from "../../core/companies/host.ts";
import { namesCompanies, type PlanAudience, type Readers, readersOf } from "../../core/plans/plan.ts";
import { SECTORS } from "../../signal/sectors.ts";
import { Select, Switch, TextField } from "../../ui/controls.tsx";
import { compare, list } from "../../ui/formats.ts";
import { plural, t, word } from "../../ui/messages.ts";
import { contentOf, type PlanForm } from "./plan-form.ts";
import type { Names } from "./plan-sentence.ts";
import type { PlansContext } from "./read-plans.ts";

interface AudienceProps {
  audience: PlanAudience;
  known: PlansContext;
  onPick: (audience: PlanAudience) => void;
}

const CHOICES = ["nobody", "companies", "sector", "any"] as const;
type Choice = (typeof CHOICES)[number];

const AUDIENCES: Record<Choice, PlanAudience> = {
  nobody: "nobody",
  companies: { companies: [] },
  sector: { sector: "retail" },
  any: "any-participant-I-granted",
};

function choiceOf(audience: PlanAudience): Choice {
  if (audience === "nobody") return "nobody";
  if (audience === "any-participant-I-granted") return "any";
  return "companies" in audience ? "companies" : "sector";
}

const companiesOf = (audience: PlanAudience): string[] => (namesCompanies(audience) ? audience.companies : []);

export function AudienceFields({ audience, known, onPick }: AudienceProps) {
  const choice = choiceOf(audience);
  return (
    <>
      <Select
        label={t("plan_audience_label")}
        value={choice}
        options={CHOICES.map((value) => ({ value, label: word("plan_audience", value) }))}
        testId="plan-audience"
        onPick={(picked) => picked !== choice && onPick(AUDIENCES[picked])}
      />
      {typeof audience === "object" && !namesCompanies(audience) && (
        <Select
          label={t("plan_sector_label")}
          value={audience.sector}
          options={SECTORS.map((value) => ({ value, label: word("plan_sector", value) }))}
          testId="plan-audience-sector"
          onPick={(sector) => onPick({ sector })}
        />
      )}
      {choice === "companies" && (
        <Companies chosen={companiesOf(audience)} known={known} onPick={(companies) => onPick({ companies })} />
      )}
    </>
  );
}

const FEW = 8;
const MOST = 30;

function Companies(props: { chosen: readonly string[]; known: PlansContext; onPick: (companies: string[]) => void }) {
  const { chosen, known, onPick } = props;
  const [search, setSearch] = useState("");
  const wanted = search.trim().toLowerCase();
  const granted = new Set(known.granted.map(({ company }) => company.id));
  const rank = (id: string) => (chosen.includes(id) ? 0 : granted.has(id) ? 1 : 2);
  const all = [...new Set([...chosen, ...known.names.keys()])].map((id) => ({ id, name: known.names.get(id) ?? id }));
  const found = all
    .filter(({ id, name }) => chosen.includes(id) || `${id} ${name}`.toLowerCase().includes(wanted))
    .sort((one, other) => rank(one.id) - rank(other.id) || compare(one.name, other.name));
  const toggle = (id: string, on: boolean) => onPick(on ? [...chosen, id] : chosen.filter((one) => one !== id));
  return (
    <fieldset class="stack tight">
      <legend class="plain">{t("plan_companies_label")}</legend>
      {all.length > FEW && (
        <TextField
          label={t("search")}
          value={search}
          most={60}
          testId="plan-audience-search"
          onType={setSearch}
          onSettle={setSearch}
        />
      )}
      {found.slice(0, MOST).map(({ id, name }) => (
        <Switch
          key={id}
          label={<bdi>{name}</bdi>}
          {...(name === id ? {} : { detail: id })}
          checked={chosen.includes(id)}
          testId={`plan-audience-company-${id}`}
          onToggle={(on) => toggle(id, on)}
        />
      ))}
      {found.length > MOST && <p class="muted">{plural("plan_companies_more", found.length - MOST)}</p>}
      <OtherCompany known={known} onAdd={(id) => !chosen.includes(id) && onPick([...chosen, id])} />
    </fieldset>
  );
}

/**
 * Adds a company outside the list by its web address. The background resolves it, since it has the Public Suffix List.
 */
function OtherCompany({ known, onAdd }: { known: PlansContext; onAdd: (id: string) => void }) {
  const [typed, setTyped] = useState("");
  const host = hostOf(typed);
  const add = () => {
    if (host === null) return;
    onAdd([...known.names.keys()].find((id) => host === id || host.endsWith(`.${id}`)) ?? host);
    setTyped("");
  };
  return (
    <div class="row field-add">
      <TextField
        label={t("plan_other_label")}
        value={typed}
        most={200}
        testId="plan-audience-other"
        onType={setTyped}
        onSettle={setTyped}
      />
      <button type="button" aria-disabled={host === null} data-testid="plan-audience-add" onClick={add}>
        {t("plan_other_add")}
      </button>
    </div>
  );
}

/** Accepts example.com, www.example.com and https://example.com/shop alike. */
function hostOf(typed: string): string | null {
  const host = hostTyped(typed)?.replace(/^www\./, "") ?? "";
  return host.includes(".") ? host : null;
}

export function AudiencePreview({ form, known }: { form: PlanForm; known: PlansContext }) {
  const { audience, expires } = contentOf(form);
  const status = form.kept?.status ?? "open";
  const readers = readersOf({ audience, expires, status }, known.granted, known.today);
  return (
    <section class="card" aria-labelledby="plan-preview-title" data-testid="plan-preview">
      <h3 id="plan-preview-title">{t("plan_preview_title")}</h3>
      {readersText(readers, known.names).map((line) => (
        <p key={line}>{line}</p>
      ))}
    </section>
  );
}

/** Companies that read the plan, and those that could. */
export function readersText({ now, withPart }: Readers, names: Names): string[] {
  const named = (ids: readonly string[]) => list(ids.map((id) => names.get(id) ?? id));
  return [
    now.length === 0 ? t("plan_readers_none") : t("plan_readers_now", { companies: named(now) }),
    ...(withPart.length === 0 ? [] : [t("plan_readers_could", { companies: named(withPart) })]),
  ];
}
