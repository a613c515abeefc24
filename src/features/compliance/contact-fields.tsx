// Fields of a contact: its kind, its channel, and its subject if the company lists products.
import type { Payload } from "../../core/commands/index.ts";
import type { RecordedContact } from "../../core/commands/timeline.ts";
import { send } from "../../platform/messages/send.ts";
import type { Product } from "../../signal/participation-schema.ts";
import { CHANNELS, type Channel, KINDS, type Kind } from "../../signal/vocabulary.ts";
import { Select } from "../../ui/controls.tsx";
import { currentLanguage } from "../../ui/locale.ts";
import { t, word } from "../../ui/messages.ts";
import { attempt } from "../../ui/refusals.ts";
import { sayWithUndo } from "../../ui/undo.ts";

export interface ContactSaid {
  kind: Kind;
  channel: Channel;
  product: string;
}

/** The most frequent complaint is an offer by email. */
export const FIRST_CONTACT: ContactSaid = { kind: "offers", channel: "email", product: "" };

export function ContactFields(props: {
  said: ContactSaid;
  products: readonly Product[];
  onChange: (said: ContactSaid) => void;
}) {
  const { said, products, onChange } = props;
  const named = products.map(({ id, label }) => ({ value: id, label: label[currentLanguage()] ?? label.en ?? id }));
  return (
    <>
      <Select
        label={t("contact_kind_label")}
        value={said.kind}
        options={KINDS.map((value) => ({ value, label: word("kind", value) }))}
        testId="contact-kind"
        onPick={(kind) => onChange({ ...said, kind })}
      />
      <Select
        label={t("contact_channel_label")}
        value={said.channel}
        options={CHANNELS.map((value) => ({ value, label: word("channel", value) }))}
        testId="contact-channel"
        onPick={(channel) => onChange({ ...said, channel })}
      />
      {products.length > 0 && (
        <Select
          label={t("contact_product_label")}
          value={said.product}
          options={[{ value: "", label: t("contact_product_none") }, ...named]}
          testId="contact-product"
          onPick={(product) => onChange({ ...said, product })}
        />
      )}
    </>
  );
}

/** Null if the command was refused; the toast has shown the refusal. */
export async function saveContact(
  company: string,
  said: ContactSaid,
  when: Pick<Payload<"record-contact">, "at" | "timeUnknown"> = {},
): Promise<RecordedContact | null> {
  const about = said.product === "" ? {} : { product: said.product };
  const payload = { company, kind: said.kind, channel: said.channel, ...about, ...when };
  return attempt(send("record-contact", payload));
}

/** Offers Undo for a contact that the user noted by mistake. */
export function sayContactSaved(
  { batch }: RecordedContact,
  onUndone?: () => void,
  text: string = t("saved_contact"),
): void {
  sayWithUndo(text, batch, onUndone);
}
