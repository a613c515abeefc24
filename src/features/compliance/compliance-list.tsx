// The compliance of one company: numbers of contacts as wanted and not, each contact with its rule, and a complaint to
// copy.
import type { LoggedContact } from "../../core/compliance/logged-contact.ts";
import { Fold } from "../../ui/controls.tsx";
import { copyText } from "../../ui/copy-text.ts";
import { moment } from "../../ui/formats.ts";
import { plural, t, word } from "../../ui/messages.ts";
import { complain, say } from "../../ui/toast.tsx";
import { ContactVerdict, type RuleText } from "./contact-verdict.tsx";
import type { ComplianceLedger } from "./read-compliance.ts";

export function ComplianceCounts({ kept, broke, unclear }: ComplianceLedger) {
  return (
    <p>
      <span data-testid="compliance-kept" data-count={kept}>
        {plural("compliance_kept", kept)}
      </span>{" "}
      <span data-testid="compliance-broke" data-count={broke}>
        {plural("compliance_broke", broke)}
      </span>{" "}
      {unclear > 0 && (
        <span data-testid="compliance-unclear" data-count={unclear}>
          {plural("compliance_unclear", unclear)}
        </span>
      )}
    </p>
  );
}

export function ComplianceRow(props: { contact: LoggedContact; company: string; ruleText: RuleText }) {
  const { kind, channel, at, verdict, timeUnknown } = props.contact;
  return (
    <li class="entry" data-testid="compliance-row" data-verdict={verdict}>
      <div class="entry-body">
        <p>
          <strong>{t("entry_contact", { kind: word("kind", kind), channel: word("channel", channel) })}</strong>{" "}
          <span class="badge">{word("verdict", verdict)}</span>
        </p>
        <ContactVerdict {...props} />
        <small class="muted">{moment(at, timeUnknown === true ? "date" : "both")}</small>
      </div>
    </li>
  );
}

export function Complaint({ text }: { text: string }) {
  const copy = async () => ((await copyText(text)) ? say(t("letter_copied")) : complain(t("complaint_copy_failed")));
  return (
    <Fold summary={t("complaint_title")} testId="complaint">
      <p class="muted">{t("complaint_hint")}</p>
      <p class="note" data-testid="complaint-text">
        {text}
      </p>
      <button type="button" class="start" data-testid="complaint-copy" onClick={() => void copy()}>
        {t("letter_copy")}
      </button>
    </Fold>
  );
}
