// Merging this company into another one, and splitting off a domain.
import type { Payload } from "../../core/commands/index.ts";
import { displayDomain } from "../../core/companies/domain-name.ts";
import { hostTyped } from "../../core/companies/host.ts";
import { domainsOf, linksOf, mainsOf } from "../../core/companies/same-company.ts";
import type { Company } from "../../core/record/tables.ts";
import { send } from "../../platform/messages/send.ts";
import { database, entitiesOf } from "../../record/database.ts";
import { confirmDisclosure } from "../../ui/confirm-disclosure.ts";
import { TextField } from "../../ui/controls.tsx";
import { useLive } from "../../ui/live.ts";
import { t } from "../../ui/messages.ts";
import { attempt } from "../../ui/refusals.ts";
import { complain } from "../../ui/toast.tsx";
import { sayWithUndo } from "../../ui/undo.ts";

export type CompanyEdit = Omit<Payload<"edit-company">, "company" | "confirmed">;

const MOST_SUGGESTIONS = 200;

const readCompanyRows = async (): Promise<Company[]> => entitiesOf("companies", await database.companies.toArray());

/** Main company by merged domain, and the companies that another one can be merged into. */
function mergeState(companies: readonly Company[], other: string) {
  const mains = mainsOf(linksOf(companies));
  return { mains, others: companies.filter(({ id }) => id !== other && !mains.has(id)) };
}

/** `company` is a main company, whose page shows all its domains. */
export function MergeCompany({ company, onEdit }: { company: string; onEdit: (edit: CompanyEdit) => void }) {
  const { mains, others } = mergeState(useLive(readCompanyRows, []) ?? [], company);
  const [, ...merged] = domainsOf(mains, company);
  const merge = async (text: string) => {
    const wanted = text.trim().toLowerCase();
    if (wanted === "") return;
    // Reads again: the user may type a name before the suggestions have loaded.
    const known = await attempt(readCompanyRows());
    if (known === null) return;
    const host = hostTyped(text);
    const isMeant = ({ id, name }: Company) => id === host || id === wanted || name.toLowerCase() === wanted;
    const main = mergeState(known, company).others.find(isMeant);
    if (main === undefined) complain(t("same_unknown", { name: text.trim() }));
    else onEdit({ sameAs: main.id });
  };
  return (
    <div class="stack tight">
      <TextField
        label={t("same_label")}
        value=""
        most={253}
        testId="company-same-as"
        hint={t("same_hint")}
        suggestions={others.slice(0, MOST_SUGGESTIONS).map(({ id }) => id)}
        onSettle={(text) => void merge(text)}
      />
      {merged.map((id) => (
        <div key={id} class="row apart">
          <bdi>{t("same_counted", { company: displayDomain(id) })}</bdi>
          <Split domain={id} testId={`company-split-${id}`} />
        </div>
      ))}
    </div>
  );
}

/** Note on the page of a merged domain: names the main company, and offers to split the domain off. */
export function MergedInto({ domain, name }: { domain: string; name: string }) {
  return (
    <div class="row apart" data-testid="company-merged">
      <p>{t("same_now", { domain, company: name })}</p>
      <Split domain={domain} testId="company-split" />
    </div>
  );
}

function Split({ domain, testId }: { domain: string; testId: string }) {
  const split = async () => {
    const done = await confirmDisclosure((confirmed) =>
      attempt(send("edit-company", { company: domain, sameAs: null, confirmed })),
    );
    if (done?.batch) sayWithUndo(t("saved_company"), done.batch);
  };
  return (
    <button type="button" data-testid={testId} onClick={() => void split()}>
      {t("same_split")}
    </button>
  );
}
