// Switches for general topics that match a company's products. A product list alone reveals none of them.
import type { TopicMatch, TopicOffer } from "../../core/companies/topic.ts";
import { Switch } from "../../ui/controls.tsx";
import { t } from "../../ui/messages.ts";

export const matchesOf = (offers: readonly TopicOffer[]): TopicMatch[] =>
  offers.flatMap(({ product, topic, matched }) => (matched ? { product, topic } : []));

export function Topics(props: {
  company: string;
  offers: readonly TopicOffer[];
  onChange: (matches: TopicMatch[]) => void;
}) {
  const { company, offers, onChange } = props;
  if (offers.length === 0) return null;
  const change = (changed: TopicOffer, matched: boolean) =>
    onChange(matchesOf(offers.map((offer) => (offer === changed ? { ...offer, matched } : offer))));
  return (
    <fieldset class="stack tight" data-testid="topics">
      <legend class="plain">{t("topics_legend", { company })}</legend>
      {offers.map((offer) => (
        <Switch
          key={`${offer.product} ${offer.topic}`}
          label={offer.label}
          checked={offer.matched}
          testId={`topic-${offer.product}`}
          onToggle={(on) => change(offer, on)}
        />
      ))}
    </fieldset>
  );
}
