// Card "Your data", for a company that offers it: one press fetches the file and shows it, a second one stores it.
import { useState } from "preact/hooks";
import type { DataFault, DataPreview, Failed } from "../../core/commands/from-company.ts";
import { send } from "../../platform/messages/send.ts";
import type { DataEntry } from "../../signal/data-row.ts";
import { Select } from "../../ui/controls.tsx";
import { useLive } from "../../ui/live.ts";
import { plural, t } from "../../ui/messages.ts";
import { attempt } from "../../ui/refusals.ts";
import { sayWithUndo } from "../../ui/undo.ts";
import { DataPreviewList } from "./data-preview.tsx";
import { faultText } from "./data-text.ts";
import { permitOffer } from "./permit-offer.ts";
import { type DataOffer, readDataOffers } from "./read-offer.ts";

/** Renders nothing for a company whose file offers no data. */
export function DataCards({ company }: { company: string }) {
  const offers = useLive(() => readDataOffers(company), [company]);
  return (
    <>
      {(offers ?? []).map((offer) => (
        <DataCard key={offer.company} offer={offer} />
      ))}
    </>
  );
}

type Step = { state: "idle" | "waiting" } | DataPreview | Failed<DataFault>;

function DataCard({ offer }: { offer: DataOffer }) {
  const [step, setStep] = useState<Step>({ state: "idle" });
  const [named, setNamed] = useState(true);
  const { company, name, handle, grant } = offer;
  const get = async () => {
    const permitting = permitOffer(offer);
    setStep({ state: "waiting" });
    if (!(await permitting)) return setStep({ state: "idle" });
    const answer = await attempt(send("fetch-data", { company, named: named && handle !== null }));
    setStep(answer ?? { state: "idle" });
  };
  const keep = async (entries: DataEntry[], host: string) => {
    const done = await attempt(send("import-data", { company, host, entries }));
    if (done === null) return false;
    setStep({ state: "idle" });
    sayWithUndo(plural("data_kept", done.rows), done.batch);
    return true;
  };
  return (
    <section class="card" aria-labelledby={`data ${company}`} data-testid="data-card" data-state={step.state}>
      <h2 id={`data ${company}`}>{t("data_title")}</h2>
      <p>{t("data_offer", { company: name })}</p>
      {grant === null ? (
        <p class="muted" data-testid="data-not-allowed">
          {t("data_not_allowed", { company: name })}
        </p>
      ) : step.state === "read" ? (
        <DataPreviewList
          preview={step}
          onKeep={(entries) => keep(entries, step.host)}
          onClose={() => setStep({ state: "idle" })}
        />
      ) : (
        <>
          <As handle={handle} name={name} named={named} onPick={setNamed} />
          {!offer.permitted && <p class="muted">{t("data_asks_host", { host: offer.host })}</p>}
          <button
            type="button"
            class="start"
            disabled={step.state === "waiting"}
            data-testid="data-get"
            onClick={() => void get()}
          >
            {t(step.state === "waiting" ? "data_waiting" : "data_get")}
          </button>
          {step.state === "failed" && (
            <p role="alert" data-testid="data-fault" data-fault={step.fault}>
              {faultText(step)}
            </p>
          )}
        </>
      )}
    </section>
  );
}

interface AsProps {
  handle: string | null;
  name: string;
  named: boolean;
  onPick: (named: boolean) => void;
}

/** The name under which the request is sent. */
function As({ handle, name, named, onPick }: AsProps) {
  if (handle === null) return <p class="muted">{t("data_no_handle", { company: name })}</p>;
  return (
    <Select
      label={t("data_as")}
      value={named ? "handle" : "anonymous"}
      options={[
        { value: "handle", label: t("share_as_handle", { company: name, handle }) },
        { value: "anonymous", label: t("share_as_nobody") },
      ]}
      testId="data-as"
      onPick={(value) => onPick(value === "handle")}
    />
  );
}
