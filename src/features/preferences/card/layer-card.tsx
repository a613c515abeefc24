// A layer's card on the dashboard, with its rules about a subject below it and the other rules in a fold.
import { useState } from "preact/hooks";
import { answersIn } from "../../../core/preferences/card.ts";
import { LAYER_ORDER, type LayerName, type Layers, mergeFields } from "../../../core/preferences/layers.ts";
import type { LayerFields } from "../../../core/preferences/preference.ts";
import type { Rule } from "../../../core/record/tables.ts";
import type { Product } from "../../../signal/participation-schema.ts";
import type { Editing } from "../edited-rule.ts";
import { OpenRule, RuleList } from "../rule-list.tsx";
import { PreferencesCard } from "./preferences-card.tsx";

export interface LayerCardProps {
  /** Id of the layer. */
  layer: string;
  fields: LayerFields;
  rules: readonly Rule[];
  /** The less specific layers. */
  under: Layers;
  /** The name of each layer. */
  names: Readonly<Record<LayerName, string>>;
  /** Local calendar date. */
  today: string;
  products?: readonly Product[];
  topics?: readonly string[];
}

export function LayerCard(props: LayerCardProps) {
  const { layer, fields, rules, under, names, today } = props;
  const [more, setMore] = useState<Editing | null>(null);
  const name = LAYER_ORDER.find((one) => layer.startsWith(one)) ?? "base";
  const stored = { ...fields, rules: [...rules] };
  const layers = { ...under, [name]: stored };
  const place = { name, under };
  return (
    <>
      <section class="card lines-only">
        <PreferencesCard
          rules={answersIn(layers, today)}
          quiet={mergeFields(layers).quiet ?? []}
          names={names}
          showsQuiet
          edit={{
            ...{ layer, stored, place, today },
            general: name === "base" ? undefined : mergeFields(under),
            onMore: (rule, id) => setMore({ rule, ...(id === undefined ? {} : { id }) }),
          }}
        />
      </section>
      {more !== null && (
        <OpenRule
          key={more.id ?? String(more.rule.kinds)}
          {...props}
          {...{ stored, place, today }}
          editing={more}
          onClose={() => setMore(null)}
        />
      )}
      <RuleList {...props} />
    </>
  );
}
