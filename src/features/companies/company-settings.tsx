// Settings of one company: its name and sector, merging it into another one, and muting it.
import { useState } from "preact/hooks";
import type { Company } from "../../core/record/tables.ts";
import { send } from "../../platform/messages/send.ts";
import { SECTORS } from "../../signal/sectors.ts";
import { confirmDisclosure } from "../../ui/confirm-disclosure.ts";
import { Select, Switch, TextField } from "../../ui/controls.tsx";
import { t, word } from "../../ui/messages.ts";
import { useOwnEdits } from "../../ui/own-edits.ts";
import { attempt } from "../../ui/refusals.ts";
import { type CompanyEdit, MergeCompany } from "./merge-company.tsx";

/** `company`: main domain of the merged companies; its row holds their name, sector and muting. */
export function CompanySettings({ company, name, row }: { company: string; name: string; row: Company | null }) {
  const [turn, setTurn] = useState(0);
  // A late answer to an arrow key must not move the list back while the next one is pressed.
  const own = useOwnEdits<CompanyEdit>({ sector: row?.sector, muted: row?.muted, asksOff: row?.asksOff });
  const { sector = row?.sector, muted = row?.muted, asksOff = row?.asksOff } = own.unread();
  const edit = async (fields: CompanyEdit) => {
    const end = own.begin(fields);
    const done = await confirmDisclosure((confirmed) =>
      attempt(send("edit-company", { company, ...fields, confirmed })),
    );
    end(done !== null);
    // Resets a picked value that was not saved to the stored one.
    if (done === null) setTurn((before) => before + 1);
  };
  return (
    <section class="card" aria-labelledby="about-company">
      <h2 id="about-company">{t("company_settings")}</h2>
      <TextField
        label={t("company_name_label")}
        value={name}
        most={120}
        testId="company-rename"
        onSettle={(text) => text.trim() !== "" && void edit({ name: text.trim() })}
      />
      <Select
        key={`sector ${turn}`}
        label={t("sector_label")}
        value={sector ?? ""}
        options={[
          { value: "", label: t("sector_none") },
          ...SECTORS.map((value) => ({ value, label: word("sector", value) })),
        ]}
        testId="company-sector"
        onPick={(sector) => void edit({ sector: sector === "" ? null : sector })}
      />
      <MergeCompany key={`same ${turn}`} company={company} onEdit={(fields) => void edit(fields)} />
      <Switch
        label={t("mute_label")}
        detail={t("mute_hint")}
        checked={muted === true}
        testId="company-mute"
        onToggle={(muted) => void edit({ muted })}
      />
      <Switch
        label={t("asks_label")}
        checked={asksOff !== true}
        testId="company-asks"
        onToggle={(on) => void edit({ asksOff: !on })}
      />
    </section>
  );
}
