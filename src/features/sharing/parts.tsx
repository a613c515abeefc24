// The parts of a view, granted one by one. Support can reveal health: its switch says so and is never on by itself.

import type { Part } from "../../core/signal/vocabulary.ts";
import type { GrantedParts } from "../../core/view.ts";
import { Switch } from "../../ui/controls.tsx";
import { t, word } from "../../ui/messages.ts";

/** Those that can be told today. */
const OFFERED: readonly Part[] = ["contact", "treatment", "support", "terms", "plans"];

export function Parts({ parts, onChange }: { parts: GrantedParts; onChange: (parts: GrantedParts) => void }) {
  return (
    <fieldset class="stack tight">
      <legend class="plain">{t("parts_legend")}</legend>
      {OFFERED.map((part) => (
        <Switch
          key={part}
          label={word("part", part)}
          {...(part === "support" ? { detail: t("part_support_warning") } : {})}
          checked={parts[part]}
          testId={`part-${part}`}
          onToggle={(on) => onChange({ ...parts, [part]: on })}
        />
      ))}
    </fieldset>
  );
}
