// What may be done with my data: a published agreement, and each purpose. What exercises a right is marked; the rest is a wish.
import { CONTRIBUTIONS, type DataTerms, KEEP_DURATIONS } from "../../core/preference.ts";
import { rightBehindPurpose } from "../../core/rights.ts";
import { AGREEMENTS, type Agreement, PURPOSES, type Purpose, WANTS, type Want } from "../../core/signal/vocabulary.ts";
import { Chip, Fold, Select } from "../../ui/controls.tsx";
import { t, word } from "../../ui/messages.ts";
import type { FieldsProps } from "./layer-save.ts";

export function Terms({ own, fields, onSave }: FieldsProps & { own: boolean }) {
  const { terms = {} } = fields;
  const save = (changed: DataTerms) => void onSave({ terms: { ...terms, ...changed } });
  const agreements = AGREEMENTS.map((agreement) => ({ value: agreement, label: word("agreement", agreement) }));
  return (
    <>
      <Select
        label={t("terms_label")}
        value={terms.agreement ?? ""}
        options={[{ value: "", label: t("terms_none") }, ...agreements]}
        testId="agreement"
        onPick={(agreement) => agreement !== "" && save({ agreement: agreement as Agreement })}
      />
      {terms.agreement !== undefined && (
        <p class="muted" data-testid="agreement-meaning">
          {word("agreement_meaning", terms.agreement)}
        </p>
      )}
      <Fold summary={t("terms_fold")} testId="terms-fold">
        <Select
          label={t("alternative_label")}
          value={terms.alternative ?? ""}
          options={[{ value: "", label: t("alternative_none") }, ...agreements]}
          testId="alternative"
          onPick={(alternative) => alternative !== "" && save({ alternative: alternative as Agreement })}
        />
        <p class="muted">{t("purposes_text")}</p>
        <ul class="purposes">
          {PURPOSES.map((purpose) => (
            <PurposeRow
              key={purpose}
              purpose={purpose}
              own={own}
              want={terms.purposes?.[purpose]}
              onPick={(want) => save({ purposes: { ...terms.purposes, [purpose]: want } })}
            />
          ))}
        </ul>
        <Select
          label={t("keep_label")}
          value={terms.keepFeedback ?? ""}
          options={[
            { value: "", label: t("keep_none") },
            ...[...new Set([...KEEP_DURATIONS, ...(terms.keepFeedback === undefined ? [] : [terms.keepFeedback])])].map(
              (value) => ({
                value,
                label: word("keep", value),
              }),
            ),
          ]}
          testId="keep-feedback"
          onPick={(keepFeedback) => keepFeedback !== "" && save({ keepFeedback })}
        />
        <fieldset class="stack tight">
          <legend class="plain">{t("contribute_label")}</legend>
          <div class="chips">
            {CONTRIBUTIONS.map((one) => {
              const chosen = terms.contribute ?? [];
              return (
                <Chip
                  key={one}
                  label={word("contribute", one)}
                  pressed={chosen.includes(one)}
                  testId={`contribute-${one}`}
                  onPress={() =>
                    save({ contribute: CONTRIBUTIONS.filter((other) => (other === one) !== chosen.includes(other)) })
                  }
                />
              );
            })}
          </div>
        </fieldset>
      </Fold>
    </>
  );
}

function PurposeRow(props: { purpose: Purpose; own: boolean; want: Want | undefined; onPick: (want: Want) => void }) {
  const { purpose, want } = props;
  const right = rightBehindPurpose(purpose, want);
  return (
    <li class="purpose">
      <Select
        label={word("purpose", purpose)}
        value={want ?? ""}
        options={[
          ...(want === undefined ? [{ value: "", label: t(props.own ? "want_inherited" : "want_unsaid") }] : []),
          ...WANTS.map((value) => ({ value, label: word("want_short", value) })),
        ]}
        testId={`purpose-${purpose}`}
        onPick={(picked) => picked !== "" && props.onPick(picked as Want)}
      />
      {want !== undefined && (
        <small class="muted" data-testid={`backing-${purpose}`}>
          {right === null ? t("a_wish") : word("right", right)}
        </small>
      )}
    </li>
  );
}
