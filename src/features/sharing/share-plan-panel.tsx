// Sending of one plan: the companies that have it, each with its state, and the form with the exact text.
import { useEffect, useState } from "preact/hooks";
import type { PlanPreview } from "../../core/commands/sharing.ts";
import type { Plan } from "../../core/plans/plan.ts";
import { isOtherPlan } from "../../core/sharing/shared-plan.ts";
import { send } from "../../platform/messages/send.ts";
import { Select } from "../../ui/controls.tsx";
import { t } from "../../ui/messages.ts";
import { useOnce } from "../../ui/once.ts";
import { attempt } from "../../ui/refusals.ts";
import { type PlanRecipient, type PlanShares, sentOf } from "./read-plan-shares.ts";
import { SendForm } from "./send-form.tsx";
import { SentText } from "./sent-text.tsx";
import { saySending } from "./withdraw-share.ts";
import { Withdrawal, type WithdrawalProps } from "./withdrawal.tsx";

/** `open`: the plan can be sent. */
export function SharePlan({ plan, open, shares }: { plan: Plan; open: boolean; shares: PlanShares }) {
  const [to, setTo] = useState<string | null>(null);
  const sent = sentOf(shares, plan);
  const isNew = ({ company }: PlanRecipient): boolean =>
    !sent.some((one) => one.company === company && one.delivery.state !== "refused");
  const fresh = shares.recipients.filter(isNew);
  const close = () => setTo(null);
  return (
    <>
      {sent.map((one) => (
        <SentPlan
          key={one.delivery.id}
          sent={one}
          changed={isOtherPlan(plan, one.delivery)}
          takes={open && to === null && shares.recipients.some(({ company }) => company === one.company)}
          onAgain={() => setTo(one.company)}
        />
      ))}
      {open && to === null && fresh[0] !== undefined && (
        <button type="button" class="start" data-testid="plan-send" onClick={() => setTo(fresh[0]?.company ?? null)}>
          {t("plan_send")}
        </button>
      )}
      {open && to !== null && (
        <PlanForm
          key={to}
          id={plan.id}
          company={to}
          choices={fresh.some(({ company }) => company === to) ? fresh : []}
          onPick={setTo}
          onClose={close}
        />
      )}
    </>
  );
}

interface SentProps {
  sent: WithdrawalProps & PlanRecipient;
  changed: boolean;
  takes: boolean;
  onAgain: () => void;
}

function SentPlan({ sent, changed, takes, onAgain }: SentProps) {
  const { delivery, name, sentHere } = sent;
  return (
    <div class="stack tight" data-testid="plan-sent" data-state={delivery.state}>
      <strong>
        <bdi>{name}</bdi>
      </strong>
      <SentText delivery={delivery} name={name} sentHere={sentHere} changed={changed && delivery.state !== "refused"} />
      {changed && takes && delivery.state === "accepted" && (
        <button type="button" class="start" data-testid="plan-send-again" onClick={onAgain}>
          {t("plan_send_again", { company: name })}
        </button>
      )}
      <Withdrawal {...sent} />
    </div>
  );
}

interface FormProps {
  id: string;
  company: string;
  choices: readonly PlanRecipient[];
  onPick: (company: string) => void;
  onClose: () => void;
}

function PlanForm({ id, company, choices, onPick, onClose }: FormProps) {
  const [preview, setPreview] = useState<PlanPreview | null>(null);
  useEffect(() => {
    let current = true;
    void attempt(send("preview-plan-share", { id, company })).then((seen) => current && setPreview(seen));
    return () => {
      current = false;
    };
  }, [id, company]);
  const share = useOnce(async (named: boolean) => {
    if (preview === null) return false;
    const done = await attempt(send("share-plan", { id, company, named, shown: preview.body }));
    if (done === null) return false;
    onClose();
    saySending(t("share_sending"), done.delivery, preview.name);
    return true;
  });
  if (preview === null) return null;
  const { name, body, handle, asksHost } = preview;
  return (
    <SendForm
      title={t("share_title", { company: name })}
      name={name}
      body={body}
      handle={handle}
      asksHost={asksHost}
      ready
      onSend={(named) => void share(named)}
      onClose={onClose}
    >
      {choices.length > 1 && (
        <Select
          label={t("plan_send_to")}
          value={company}
          options={choices.map((one) => ({ value: one.company, label: one.name }))}
          testId="plan-send-to"
          onPick={onPick}
        />
      )}
    </SendForm>
  );
}
