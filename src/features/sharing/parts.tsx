// Switches for the parts of a grant. Support can reveal health: its switch warns and is off by default.
import type { ChangedParts, GrantedParts } from "../../core/sharing/view.ts";
import type { Part } from "../../signal/vocabulary.ts";
import { Switch } from "../../ui/controls.tsx";
import { t, word } from "../../ui/messages.ts";
import { useOwnEdits } from "../../ui/own-edits.ts";

/** Parts with a switch today. */
const OFFERED: readonly Part[] = ["contact", "treatment", "support", "terms", "plans"];

/**
 * `onChange` gets the changed part alone, since a second switch may be pressed before the first is stored, and resolves
 * to false if it was not saved. `feelings`: the company accepts feelings; each one is still shared separately.
 */
export function Parts(props: {
  parts: GrantedParts;
  feelings: boolean;
  onChange: (changed: ChangedParts) => Promise<boolean>;
}) {
  const { feelings, onChange } = props;
  const own = useOwnEdits<ChangedParts>(props.parts);
  const parts: GrantedParts = { ...props.parts, ...own.unread() };
  const change = async (changed: ChangedParts) => {
    // Called before any state changes, since browsers grant permissions only in the click itself.
    const saving = onChange(changed);
    const end = own.begin(changed);
    end(await saving.catch(() => false));
  };
  const offered: readonly Part[] = feelings || parts.feelings ? [...OFFERED, "feelings"] : OFFERED;
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
          onToggle={(on) => void change({ [part]: on })}
        />
      ))}
    </fieldset>
  );
}
