// Set-up of sync: the steps in order, with the way back. Secrets exist in this window only.
import { useState } from "preact/hooks";
import { t } from "../../ui/messages.ts";
import { abandonVault } from "./set-up.ts";
import { SET_UP_STEPS, type SetUpStep, stepNumber } from "./set-up-step.ts";
import { StepDevice } from "./step-device.tsx";
import { StepFound, StepJoin } from "./step-found.tsx";
import { StepKit } from "./step-kit.tsx";
import { StepBrowser, StepFolder } from "./step-own-place.tsx";
import { StepPair } from "./step-pair.tsx";
import { StepPassphrase } from "./step-passphrase.tsx";
import { StepPlace } from "./step-place.tsx";
import { StepWebDav } from "./step-webdav.tsx";

interface SetUpProps {
  onStarted: () => Promise<void>;
  onCancel: () => void;
}

export function SyncSetUp({ onStarted, onCancel }: SetUpProps) {
  const [steps, setSteps] = useState<readonly SetUpStep[]>([{ at: "place" }]);
  const step: SetUpStep = steps.at(-1) ?? { at: "place" };
  const go = (next: SetUpStep) => setSteps([...steps, next]);
  const leave = () => {
    // A vault is of no use to anybody if nobody stored its code.
    if (step.at === "kit") void abandonVault(step.settings, step.made).catch(() => {});
  };
  const back = () => {
    leave();
    if (steps.length === 1) onCancel();
    else setSteps(steps.slice(0, -1));
  };
  const cancel = () => {
    leave();
    onCancel();
  };
  return (
    <section class="card set-up" aria-label={t("sync_set_up_steps")} data-testid="sync-steps" data-step={step.at}>
      <p class="muted">{t("sync_step", { step: stepNumber(step), steps: SET_UP_STEPS })}</p>
      <ShownStep key={step.at} step={step} go={go} onStarted={onStarted} />
      {step.at !== "device" && (
        <div class="row">
          <button type="button" data-testid="sync-step-back" onClick={back}>
            {t("back")}
          </button>
          <button type="button" class="link" data-testid="sync-step-cancel" onClick={cancel}>
            {t("sync_set_up_cancel")}
          </button>
        </div>
      )}
    </section>
  );
}

interface ShownProps {
  step: SetUpStep;
  go: (step: SetUpStep) => void;
  onStarted: () => Promise<void>;
}

function ShownStep({ step, go, onStarted }: ShownProps) {
  switch (step.at) {
    case "place":
      return <StepPlace go={go} />;
    case "webdav":
      return <StepWebDav go={go} />;
    case "browser":
      return <StepBrowser go={go} />;
    case "folder":
      return <StepFolder go={go} />;
    case "pair":
      return <StepPair go={go} />;
    case "found":
      return <StepFound settings={step.settings} vaults={step.vaults} go={go} />;
    case "join":
      return <StepJoin settings={step.settings} vault={step.vault} go={go} />;
    case "passphrase":
      return <StepPassphrase settings={step.settings} go={go} />;
    case "kit":
      return <StepKit settings={step.settings} made={step.made} go={go} />;
    case "device":
      return <StepDevice onStarted={onStarted} />;
  }
}
