// Form for data terms: a published agreement and each purpose. Marks the answers that exercise a right; all others are wishes.
import { rightBehindPurpose } from "../../core/letters/rights.ts";
import { NONE } from "../../core/preferences/none.ts";
import { CONTRIBUTIONS, type DataTerms, KEEP_DURATIONS } from "../../core/preferences/preference.ts";
import { AGREEMENTS, PURPOSES, type Purpose, WANTS, type Want } from "../../signal/vocabulary.ts";
import { Chip, Fold, type Option, Select } from "../../ui/controls.tsx";
import { t, word } from "../../ui/messages.ts";
import { FromGeneral, generalOption, generalWords } from "./from-general.tsx";
import { type FieldsProps, withMembers } from "./layer-save.ts";

export function Terms({ fields, general, onSave }: FieldsProps) {
  const { terms = {} } = fields;
  const inGeneral = general?.terms ?? {};
  const save = (changed: Partial<Record<keyof DataTerms, unknown>>) =>
    void onSave({ terms: withMembers(terms, changed) });
  const agreements = AGREEMENTS.map((agreement) => ({ value: agreement, label: word("agreement", agreement) }));
  const kept = [terms.keepFeedback, inGeneral.keepFeedback].flatMap((value) => value ?? []);
  const keeping = [...new Set([...KEEP_DURATIONS, ...kept])].filter((value) => value !== NONE);
  const oneOf = (member: "agreement" | "alternative" | "keepFeedback", none: string, options: readonly Option[]) => {
    const labelOf = (value: string | undefined) => options.find((option) => option.value === value)?.label ?? none;
    return {
      value: terms[member] ?? "",
      options: [
        ...(general === undefined
          ? [{ value: "", label: none }]
          : [generalOption(labelOf(inGeneral[member])), { value: NONE, label: none }]),
        ...options,
      ],
      onPick: (picked: string) => save({ [member]: picked === "" ? undefined : picked }),
    };
  };
  const agreement = terms.agreement ?? inGeneral.agreement;
  return (
    <>
      <Select label={t("terms_label")} {...oneOf("agreement", t("terms_none"), agreements)} testId="agreement" />
      {agreement !== undefined && agreement !== NONE && (
        <p class="muted" data-testid="agreement-meaning">
          {word("agreement_meaning", agreement)}
        </p>
      )}
      <Fold summary={t("terms_fold")} testId="terms-fold">
        <Select
          label={t("alternative_label")}
          {...oneOf("alternative", t("alternative_none"), agreements)}
          testId="alternative"
        />
        <p class="muted">{t("purposes_text")}</p>
        <ul class="purposes">
          {PURPOSES.map((purpose) => (
            <PurposeRow
              key={purpose}
              purpose={purpose}
              want={terms.purposes?.[purpose]}
              general={general && (inGeneral.purposes?.[purpose] ?? null)}
              onPick={(want) => save({ purposes: withMembers(terms.purposes, { [purpose]: want }) })}
            />
          ))}
        </ul>
        <Select
          label={t("keep_label")}
          {...oneOf(
            "keepFeedback",
            t("keep_none"),
            keeping.map((value) => ({ value, label: word("keep", value) })),
          )}
          testId="keep-feedback"
        />
        <Contribute {...{ fields, general, onSave }} />
      </Fold>
    </>
  );
}

function Contribute({ fields, general, onSave }: FieldsProps) {
  const said = fields.terms?.contribute;
  const chosen = said ?? [];
  const save = (contribute: typeof said) => void onSave({ terms: withMembers(fields.terms, { contribute }) });
  return (
    <fieldset class="stack tight">
      <legend class="plain">{t("contribute_label")}</legend>
      <FromGeneral
        general={general}
        value={generalWords(general?.terms?.contribute?.map((one) => word("contribute", one)))}
        said={said}
        testId="contribute"
        onGeneral={() => save(undefined)}
        onNone={() => save([])}
      />
      <div class="chips">
        {CONTRIBUTIONS.map((one) => (
          <Chip
            key={one}
            label={word("contribute", one)}
            pressed={chosen.includes(one)}
            testId={`contribute-${one}`}
            onPress={() => save(CONTRIBUTIONS.filter((other) => (other === one) !== chosen.includes(other)))}
          />
        ))}
      </div>
    </fieldset>
  );
}

/** `general`: the general value, null if there is none; undefined in the general preferences. */
function PurposeRow(props: {
  purpose: Purpose;
  want: Want | undefined;
  general: Want | null | undefined;
  onPick: (want: Want | undefined) => void;
}) {
  const { purpose, want, general } = props;
  const right = rightBehindPurpose(purpose, want);
  const saidInGeneral = general ? word("want_short", general) : t("want_unsaid");
  return (
    <li class="purpose">
      <Select
        label={word("purpose", purpose)}
        value={want ?? ""}
        options={[
          ...(general !== undefined ? [generalOption(saidInGeneral)] : []),
          ...(general === undefined && want === undefined ? [{ value: "" as const, label: t("want_unsaid") }] : []),
          ...WANTS.map((value) => ({ value, label: word("want_short", value) })),
        ]}
        testId={`purpose-${purpose}`}
        onPick={(picked) => props.onPick(picked === "" ? undefined : picked)}
      />
      {want !== undefined && (
        <small class="muted" data-testid={`backing-${purpose}`}>
          {right === null ? t("a_wish") : word("right", right)}
        </small>
      )}
    </li>
  );
}
