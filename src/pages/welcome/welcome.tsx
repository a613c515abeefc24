// The welcome page: three optional steps, no account.
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { answersIn } from "../../core/preferences/card.ts";
import { QuickCard } from "../../features/preferences/card/quick-card.tsx";
import { localDate } from "../../platform/clock.ts";
import { readLayer, readTimeZone } from "../../record/read-record.ts";
import { Confirm } from "../../ui/confirm.tsx";
import { useLive } from "../../ui/live.ts";
import { t } from "../../ui/messages.ts";
import { Toasts } from "../../ui/toast.tsx";
import { DASHBOARD } from "../pages.ts";
import { Shortcut } from "../shortcut.tsx";

const STEPS = 3;

export function Welcome() {
  const [step, setStep] = useState(1);
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    if (step > 1) heading.current?.focus();
  }, [step]);
  return (
    <div class="welcome" data-testid="welcome" data-step={step}>
      <main class="stack">
        <p class="muted">{t("welcome_step", { step, steps: STEPS })}</p>
        <h1 tabIndex={-1} ref={heading}>
          {t(step === 1 ? "welcome_title_1" : step === 2 ? "welcome_title_2" : "welcome_title_3")}
        </h1>
        {step === 1 && <Side />}
        {step === 2 && <Reach />}
        {step === 3 && <Pin />}
        <div class="row apart">
          {step === 1 ? (
            <span />
          ) : (
            <button type="button" data-testid="welcome-back" onClick={() => setStep(step - 1)}>
              {t("back")}
            </button>
          )}
          {step < STEPS ? (
            <span class="row">
              <a class="button" href={`/${DASHBOARD}`} data-testid="welcome-skip">
                {t("skip")}
              </a>
              <button type="button" class="primary" data-testid="welcome-next" onClick={() => setStep(step + 1)}>
                {t("next")}
              </button>
            </span>
          ) : (
            <a class="button primary" href={`/${DASHBOARD}`} data-testid="welcome-finish">
              {t("welcome_finish")}
            </a>
          )}
        </div>
      </main>
      <Toasts />
      <Confirm />
    </div>
  );
}

const Side = () => (
  <>
    <p>{t("welcome_side_1")}</p>
    <p>{t("welcome_side_2")}</p>
    <p class="card">{t("welcome_local")}</p>
  </>
);

function Reach() {
  const known = useLive(async () => ({ layer: await readLayer("base"), today: localDate(await readTimeZone()) }), []);
  return (
    <>
      <p>{t("welcome_reach")}</p>
      {known !== undefined && (
        <QuickCard rules={answersIn({ base: known.layer }, known.today)} quiet={known.layer.quiet} />
      )}
      <p class="muted">{t("welcome_reach_later")}</p>
    </>
  );
}

const Pin = () => (
  <>
    <p>{t("welcome_pin")}</p>
    <ol class="steps">
      <li>{t("welcome_pin_1")}</li>
      <li>{t("welcome_pin_2")}</li>
      <li>{t("welcome_pin_3")}</li>
    </ol>
    <Shortcut />
    <p class="card">{t("welcome_promise")}</p>
  </>
);
