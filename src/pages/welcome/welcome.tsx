// The welcome page: three optional steps, no account. Idea, preferences, and the first rating beside the button's place.
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { answersIn } from "../../core/preferences/card.ts";
import { QuickCard } from "../../features/preferences/card/quick-card.tsx";
import { localDate } from "../../platform/clock.ts";
import { readSuffixList } from "../../platform/suffix-list.ts";
import { readLayer, readTimeZone } from "../../record/read-record.ts";
import { Confirm } from "../../ui/confirm.tsx";
import { ICONS, Icon } from "../../ui/icons.tsx";
import { later } from "../../ui/later.tsx";
import { useLive } from "../../ui/live.ts";
import { Logo } from "../../ui/logo.tsx";
import { t } from "../../ui/messages.ts";
import { Toasts } from "../../ui/toast.tsx";
import { DASHBOARD } from "../pages.ts";
import { PinSteps, ToolbarPicture } from "../pin-button.tsx";
import { Shortcut } from "../shortcut.tsx";
import { Idea } from "./idea.tsx";

const STEPS = [1, 2, 3] as const;
type Step = (typeof STEPS)[number];

/** Loads with the suffix list: it maps an address to a company. */
const FirstRating = later(async () => {
  const [part] = await Promise.all([import("./first-rating.tsx"), readSuffixList()]);
  return part.FirstRating;
});

export function Welcome() {
  const [step, setStep] = useState<Step>(1);
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    if (step > 1) heading.current?.focus();
  }, [step]);
  return (
    <div class="welcome" data-testid="welcome" data-step={step}>
      <main>
        <p class="welcome-name">
          <Logo /> <strong>{t("extension")}</strong>
        </p>
        <Progress step={step} />
        <h1 tabIndex={-1} ref={heading}>
          {t(`welcome_title_${step}`)}
        </h1>
        <p class="welcome-lead muted">{t(`welcome_lead_${step}`)}</p>
        {step === 1 && <Idea />}
        {step === 2 && <Reach />}
        {step === 3 && <Try />}
        <Acts step={step} onStep={setStep} />
        <p class="welcome-note muted">
          {step !== 2 && <Icon d={ICONS.lock} small />}
          {t(`welcome_note_${step}`)}
        </p>
      </main>
      <Toasts />
      <Confirm />
    </div>
  );
}

const Progress = ({ step }: { step: Step }) => (
  <p class="progress muted">
    {STEPS.map((one) => (
      <span key={one} class={`progress-part ${one <= step ? "done" : ""}`} aria-hidden="true" />
    ))}
    {t("welcome_step", { step, steps: STEPS.length })}
  </p>
);

function Acts({ step, onStep }: { step: Step; onStep: (step: Step) => void }) {
  const before = STEPS.find((one) => one === step - 1);
  const after = STEPS.find((one) => one === step + 1);
  return (
    <div class="row welcome-acts">
      {before !== undefined && (
        <button type="button" data-testid="welcome-back" onClick={() => onStep(before)}>
          {t("back")}
        </button>
      )}
      {after === undefined ? (
        <a class="button primary" href={`/${DASHBOARD}`} data-testid="welcome-finish">
          {t("welcome_finish")}
        </a>
      ) : (
        <>
          <button type="button" class="primary" data-testid="welcome-next" onClick={() => onStep(after)}>
            {t(step === 1 ? "welcome_start" : "next")}
          </button>
          {step === 1 && (
            <a class="button quiet-link" href={`/${DASHBOARD}#/my-data`} data-testid="welcome-copy">
              {t("welcome_copy")}
            </a>
          )}
          <a class="button quiet-link" href={`/${DASHBOARD}`} data-testid="welcome-skip">
            {t("skip")}
          </a>
        </>
      )}
    </div>
  );
}

function Reach() {
  const known = useLive(async () => ({ layer: await readLayer("base"), today: localDate(await readTimeZone()) }), []);
  if (known === undefined) return null;
  return (
    <div class="welcome-card">
      <QuickCard rules={answersIn({ base: known.layer }, known.today)} quiet={known.layer.quiet} />
    </div>
  );
}

const Try = () => (
  <div class="welcome-pair">
    <section class="card" aria-labelledby="pin-title">
      <div class="welcome-stage">
        <ToolbarPicture />
      </div>
      <h2 id="pin-title">{t("pin_title")}</h2>
      <PinSteps />
      <Shortcut onlySet />
    </section>
    <section class="card" aria-labelledby="try-title">
      <h2 id="try-title">{t("try_title")}</h2>
      <FirstRating />
    </section>
  </div>
);
