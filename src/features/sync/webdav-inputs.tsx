// Fields of a WebDAV storage: the provider, the blanks of its address, user name and password.
import { type Blank, blanksOf, PROVIDERS } from "../../platform/remote/providers.ts";
import { Select, TextField } from "../../ui/controls.tsx";
import { t } from "../../ui/messages.ts";
import { SecretField } from "./secret-field.tsx";
import { OWN_SERVER, passwordPageOf, providerOf, type WebDavFields } from "./webdav-address.ts";

interface InputsProps {
  fields: WebDavFields;
  change: (changed: Partial<WebDavFields>) => void;
}

const MOST_ADDRESS = 2000;

export function WebDavInputs({ fields, change }: InputsProps) {
  const provider = providerOf(fields);
  const page = passwordPageOf(fields);
  const labels: Readonly<Record<Blank, string>> = {
    user: t("sync_webdav_user"),
    host: t("sync_webdav_host"),
    drive: t("sync_webdav_drive"),
    share: t("sync_webdav_share"),
  };
  const options = PROVIDERS.map(({ id, name }) => ({
    value: id,
    label: id === OWN_SERVER ? t("sync_webdav_own") : name,
  }));
  const text = (name: Blank | "address", label: string, hint?: string) => (
    <TextField
      key={name}
      label={label}
      value={fields[name]}
      testId={`sync-webdav-${name}`}
      most={MOST_ADDRESS}
      {...(hint === undefined ? {} : { hint })}
      onType={(typed) => change({ [name]: typed })}
      onSettle={(typed) => change({ [name]: typed })}
    />
  );
  return (
    <>
      <Select
        label={t("sync_webdav_provider")}
        value={fields.provider}
        options={options}
        testId="sync-webdav-provider"
        onPick={(id) => change({ provider: id })}
      />
      {provider === null && text("address", t("sync_webdav_address"), t("sync_webdav_address_hint"))}
      {provider !== null &&
        blanksOf(provider).flatMap((blank) => (blank === "user" ? [] : [text(blank, labels[blank])]))}
      {text("user", labels.user)}
      <SecretField
        label={t("sync_webdav_password")}
        hint={t("sync_webdav_password_hint")}
        value={fields.password}
        testId="sync-webdav-password"
        onType={(password) => change({ password })}
      />
      {page !== null && (
        <a href={page} target="_blank" rel="noreferrer" data-testid="sync-webdav-app-password">
          {t("sync_webdav_make_password", { name: provider?.name ?? "" })}
        </a>
      )}
    </>
  );
}
