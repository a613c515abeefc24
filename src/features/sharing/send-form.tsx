// The end of every form that sends one text to a company: the name to use, the exact text, and the button that sends
// it.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { OF_OWN_WORDS } from "../../core/sharing/data-kinds.ts";
import { requestData } from "../../platform/browser/data-consent.ts";
import { requestHosts } from "../../platform/browser/permissions.ts";
import { Select } from "../../ui/controls.tsx";
import { t } from "../../ui/messages.ts";
import { DataHint } from "./ask-data.tsx";

export interface SendFormProps {
  title: string;
  /** The company's name. */
  name: string;
  /** The exact text; empty until it is known. */
  body: string;
  /** The company's name for the user; null if it gave none. */
  handle: string | null;
  /** Host that the browser must permit first, with a question in the click; null if it permits it already. */
  asksHost: string | null;
  ready: boolean;
  /** Label of the button that closes the form. */
  close?: string;
  children?: ComponentChildren;
  /** Called in the click itself. */
  onSend: (named: boolean) => void;
  onClose: () => void;
}

export function SendForm(props: SendFormProps) {
  const { title, name, body, handle, asksHost, ready, close, children, onSend, onClose } = props;
  const [named, setNamed] = useState(false);
  const press = () => {
    onSend(named && handle !== null);
    // In the click itself: the browser refuses a later request, and its dialog closes the popup.
    const asked = asksHost === null ? requestData(OF_OWN_WORDS) : requestHosts([asksHost], OF_OWN_WORDS);
    void asked.catch(() => false);
  };
  return (
    <section class="card" aria-label={title} data-testid="share-form">
      <h3>{title}</h3>
      {children}
      {handle !== null && (
        <Select
          label={t("share_as")}
          value={named ? "handle" : "anonymous"}
          options={[
            { value: "anonymous", label: t("share_as_nobody") },
            { value: "handle", label: t("share_as_handle", { company: name, handle }) },
          ]}
          testId="share-as"
          onPick={(value) => setNamed(value === "handle")}
        />
      )}
      <p class="muted">{t("share_exact")}</p>
      <pre class="bytes" data-testid="share-text">
        {body}
      </pre>
      <p>{t("share_soon", { company: name })}</p>
      {asksHost !== null && <p class="muted">{t("share_asks_host", { company: name, host: asksHost })}</p>}
      <DataHint company={name} data={OF_OWN_WORDS} />
      <div class="row">
        <button
          type="button"
          class="primary"
          disabled={body === "" || !ready}
          data-testid="share-confirm"
          onClick={press}
        >
          {t("share_confirm")}
        </button>
        <button type="button" data-testid="share-cancel" onClick={onClose}>
          {close ?? t("not_now")}
        </button>
      </div>
    </section>
  );
}
