// The kinds of contact of a rule, as chips.
import type { ContactRule } from "../../core/preferences/preference.ts";
import { KINDS } from "../../signal/vocabulary.ts";
import { Chip } from "../../ui/controls.tsx";
import { t, word } from "../../ui/messages.ts";
import type { ChangeRule } from "./rule-bounds.tsx";

export function RuleKinds({ rule, onChange }: { rule: ContactRule; onChange: ChangeRule }) {
  const everything = rule.kinds === "*";
  const chosen = rule.kinds === "*" ? [...KINDS] : rule.kinds;
  const toggle = (kind: (typeof KINDS)[number]) => {
    const next = chosen.includes(kind)
      ? chosen.filter((one) => one !== kind)
      : KINDS.filter((one) => one === kind || chosen.includes(one));
    // All kinds chosen one by one are not "everything", which excludes refused kinds.
    if (next.length > 0) onChange({ kinds: next });
  };
  return (
    <fieldset class="stack tight">
      <legend class="plain">{t("rule_kinds_label")}</legend>
      <div class="chips small">
        <Chip
          label={t(rule.want === "no" ? "kinds_all" : "kinds_unrefused")}
          pressed={everything}
          testId="rule-kind-all"
          onPress={() => onChange({ kinds: "*" })}
        />
        {KINDS.map((kind) => (
          <Chip
            key={kind}
            label={word("kind", kind)}
            title={word("kind_meaning", kind)}
            pressed={!everything && chosen.includes(kind)}
            testId={`rule-kind-${kind}`}
            onPress={() => (everything ? onChange({ kinds: [kind] }) : toggle(kind))}
          />
        ))}
      </div>
    </fieldset>
  );
}
