// The parts of a view, granted one by one. Support can reveal health: its switch says so and is never on by itself.

import { ARE_FEELINGS_DELIVERED } from "../../core/sharing/feelings-delivery.ts";
import type { ChangedParts, GrantedParts } from "../../core/sharing/view.ts";
import type { Part } from "../../signal/vocabulary.ts";
import { Switch } from "../../ui/controls.tsx";
import { t, word } from "../../ui/messages.ts";

/** Those that can be told today. */
const OFFERED: readonly Part[] = ["contact", "treatment", "support", "terms", "plans"];

/**
 * What changes is said alone: a second switch may be pressed before the first is stored. `feelings`: the company says that
 * it takes them; each is still sent by a word of its own.
 */
export function Parts(props: { parts: GrantedParts; feelings: boolean; onChange: (changed: ChangedParts) => void }) {
  const { parts, feelings, onChange } = props;
  const offersFeelings = ARE_FEELINGS_DELIVERED && (feelings || parts.feelings);
  const offered: readonly Part[] = offersFeelings ? [...OFFERED, "feelings"] : OFFERED;
  return (
    <fieldset class="stack tight">
      <legend class="plain">{t("parts_legend")}</legend>
      {offered.map((part) => (
        <Switch
          key={part}
          label={word("part", part)}
          {...(part === "support" ? { detail: t("part_support_warning") } : {})}
          {...(part === "feelings" ? { detail: t("part_feelings_each") } : {})}
          checked={parts[part]}
          testId={`part-${part}`}
          onToggle={(on) => onChange({ [part]: on })}
        />
      ))}
    </fieldset>
  );
}
