// Switches for general topics that match a company's products. A product list alone reveals none of them.
import type { TopicMatch, TopicOffer } from "../../core/companies/topic.ts";
import { Switch } from "../../ui/controls.tsx";
import { t } from "../../ui/messages.ts";
import { useOwnEdits } from "../../ui/own-edits.ts";

export const matchesOf = (offers: readonly TopicOffer[]): TopicMatch[] =>
  offers.flatMap(({ product, topic, matched }) => (matched ? { product, topic } : []));

const keyOf = ({ product, topic }: TopicMatch): string => `${product} ${topic}`;

/** `onChange` gets all matches, and resolves to false if they were not saved. */
export function Topics(props: {
  company: string;
  offers: readonly TopicOffer[];
  onChange: (matches: TopicMatch[]) => Promise<boolean>;
}) {
  const { company, onChange } = props;
  const stored = Object.fromEntries(props.offers.map((offer) => [keyOf(offer), offer.matched]));
  const own = useOwnEdits<Record<string, boolean>>(stored);
  const shown = (): TopicOffer[] =>
    props.offers.map((offer) => ({ ...offer, matched: own.unread()[keyOf(offer)] ?? offer.matched }));
  const offers = shown();
  if (offers.length === 0) return null;
  const change = async (changed: TopicOffer, matched: boolean) => {
    const end = own.begin({ [keyOf(changed)]: matched });
    end(await onChange(matchesOf(shown())));
  };
  return (
    <fieldset class="stack tight" data-testid="topics">
      <legend class="plain">{t("topics_legend", { company })}</legend>
      {offers.map((offer) => (
        <Switch
          key={keyOf(offer)}
          label={offer.label}
          checked={offer.matched}
          testId={`topic-${offer.product}`}
          onToggle={(on) => void change(offer, on)}
        />
      ))}
    </fieldset>
  );
}
