// Card "Its promise to everybody": the text is fetched on a press, checked, stored, and compared with the stored one
// before it.
import { useState } from "preact/hooks";
import type { Failed, PromiseFault } from "../../core/commands/from-company.ts";
import type { KeptPromise } from "../../core/timeline/promise-text.ts";
import { send } from "../../platform/messages/send.ts";
import { readCompanyDomains } from "../../record/company-links.ts";
import { Fold } from "../../ui/controls.tsx";
import { moment } from "../../ui/formats.ts";
import { useLive } from "../../ui/live.ts";
import { t, word } from "../../ui/messages.ts";
import { useOnce } from "../../ui/once.ts";
import { attempt } from "../../ui/refusals.ts";
import { say } from "../../ui/toast.tsx";
import { sayWithUndo } from "../../ui/undo.ts";
import { permitOffer } from "./permit-offer.ts";
import { PromiseChanges, PromiseLines } from "./promise-lines.tsx";
import { type PromiseOffer, readKeptPromises, readPromiseOffer } from "./read-promise.ts";

interface Known {
  company: string;
  offer: PromiseOffer | null;
  kept: KeptPromise[];
}

async function readPromises(company: string): Promise<Known[]> {
  const domains = await readCompanyDomains(company);
  return Promise.all(
    domains.map(async (domain) => {
      const [offer, kept] = await Promise.all([readPromiseOffer(domain), readKeptPromises(domain)]);
      return { company: domain, offer, kept };
    }),
  );
}

/** Renders nothing for a company without a promise, unless the user stored one. */
export function PromiseCards({ company }: { company: string }) {
  const known = useLive(() => readPromises(company), [company]);
  return (
    <>
      {(known ?? []).map((one) =>
        one.offer === null && one.kept.length === 0 ? null : <PromiseCard key={one.company} {...one} />,
      )}
    </>
  );
}

function PromiseCard({ company, offer, kept }: Known) {
  const [newest, before] = kept;
  const isNew = offer !== null && newest?.sha256 !== offer.sha256;
  return (
    <section class="card stack" aria-labelledby={`promise ${company}`} data-testid="promise-card">
      <h2 id={`promise ${company}`}>{t("promise_title")}</h2>
      <p data-testid="promise-state">{stateText(offer, newest)}</p>
      {offer !== null && (
        <Fetch
          offer={offer}
          label={t(newest === undefined ? "promise_read" : isNew ? "promise_compare" : "promise_again")}
        />
      )}
      {newest !== undefined && before !== undefined && <PromiseChanges before={before} after={newest} />}
      {newest !== undefined && (
        <Fold summary={t("promise_whole")} testId="promise-whole" open={before === undefined}>
          <PromiseLines text={newest.text} />
        </Fold>
      )}
    </section>
  );
}

function stateText(offer: PromiseOffer | null, newest: KeptPromise | undefined): string {
  if (newest === undefined) return t("promise_offer");
  const read = { date: moment(newest.at, "date") };
  if (offer === null) return t("promise_gone", read);
  return t(offer.sha256 === newest.sha256 ? "promise_same" : "promise_changed", read);
}

function Fetch({ offer, label }: { offer: PromiseOffer; label: string }) {
  const [failed, setFailed] = useState<Failed<PromiseFault> | null>(null);
  const press = useOnce(async () => {
    const permitting = permitOffer(offer);
    setFailed(null);
    if (!(await permitting)) return false;
    const answer = await attempt(send("fetch-promise", { company: offer.company }));
    if (answer?.state === "failed") setFailed(answer);
    if (answer?.state !== "kept") return false;
    if (answer.batch === null) say(t("promise_unchanged"));
    else sayWithUndo(t("promise_kept_text"), answer.batch);
    return answer.batch !== null;
  });
  if (offer.grant === null) return <p class="muted">{t("promise_not_allowed", { company: offer.name })}</p>;
  return (
    <>
      {!offer.permitted && <p class="muted">{t("promise_asks_host", { host: offer.host })}</p>}
      <button type="button" class="start" data-testid="promise-fetch" onClick={() => void press()}>
        {label}
      </button>
      {failed !== null && (
        <p role="alert" data-testid="promise-fault" data-fault={failed.fault}>
          {word("text_fault", failed.fault)}
        </p>
      )}
    </>
  );
}
