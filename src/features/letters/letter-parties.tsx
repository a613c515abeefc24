// Sender and recipient of a letter, typed once and stored in the record. The customer number is for one letter and is
// never stored.
import type { Payload } from "../../core/commands/index.ts";
import { send } from "../../platform/messages/send.ts";
import { emailAddress } from "../../signal/email-address.ts";
import { TextField } from "../../ui/controls.tsx";
import { t } from "../../ui/messages.ts";
import { attempt } from "../../ui/refusals.ts";

export interface Parties {
  name: string;
  address: string;
  customerNumber: string;
  email: string;
  post: string;
}

type Type = (part: Partial<Parties>) => void;

export function SenderFields({ parties, onType }: { parties: Parties; onType: Type }) {
  const keep = (fields: Payload<"edit-profile">) => void attempt(send("edit-profile", fields));
  return (
    <>
      <div class="letter-pair">
        <TextField
          label={t("letter_name_label")}
          value={parties.name}
          most={120}
          testId="letter-name"
          hint={t("letter_kept_hint")}
          onType={(name) => onType({ name })}
          onSettle={(letterName) => keep({ letterName })}
        />
        <TextField
          label={t("letter_number_label")}
          value={parties.customerNumber}
          most={60}
          testId="letter-number"
          hint={t("letter_number_hint")}
          onType={(customerNumber) => onType({ customerNumber })}
          onSettle={(customerNumber) => onType({ customerNumber })}
        />
      </div>
      <TextField
        label={t("letter_address_label")}
        value={parties.address}
        most={400}
        rows={3}
        testId="letter-address"
        onType={(address) => onType({ address })}
        onSettle={(letterAddress) => keep({ letterAddress })}
      />
    </>
  );
}

export function RecipientFields(props: {
  company: string;
  name: string;
  parties: Parties;
  theirs: { email: boolean; post: boolean };
  onType: Type;
}) {
  const { company, name, parties, theirs, onType } = props;
  const keep = (fields: Partial<Payload<"edit-company">>) => void attempt(send("edit-company", { company, ...fields }));
  const unusable = parties.email.trim() !== "" && emailAddress(parties.email) === null;
  const source = theirs.email ? "letter_address_theirs" : "letter_address_hint";
  return (
    <div class="letter-pair">
      <TextField
        label={t("letter_email_label", { company: name })}
        value={parties.email}
        most={254}
        testId="letter-email"
        hint={t(unusable ? "letter_email_unclear" : source)}
        onType={(email) => onType({ email })}
        onSettle={(email) => keep({ contactEmail: email.trim() || null })}
      />
      <TextField
        label={t("letter_post_label", { company: name })}
        value={parties.post}
        most={400}
        rows={3}
        testId="letter-post"
        {...(theirs.post ? { hint: t("letter_address_theirs") } : {})}
        onType={(post) => onType({ post })}
        onSettle={(post) => keep({ contactPost: post.trim() || null })}
      />
    </div>
  );
}
