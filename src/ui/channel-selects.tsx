// Up to three contact channels in order of preference, one select each.
import { CHANNELS, type Channel } from "../signal/vocabulary.ts";
import { Select } from "./controls.tsx";
import { t, word } from "./messages.ts";

const MOST_CHANNELS = 3;

/** Test ids end with -1, -2, -3. An empty list means any channel. */
export function ChannelSelects(props: {
  label: string;
  via: readonly Channel[];
  testId: string;
  onChange: (via: Channel[]) => void;
}) {
  const { via } = props;
  const pick = (index: number, channel: Channel | "") => {
    const next = [...via.slice(0, index), ...(channel === "" ? [] : [channel]), ...via.slice(index + 1)];
    props.onChange([...new Set(next)]);
  };
  return (
    <div class="channels">
      {[...via, null].slice(0, Math.max(MOST_CHANNELS, via.length)).map((channel, index) => (
        <Select
          key={`${index} ${channel}`}
          label={index === 0 ? props.label : t("rule_via_next_label")}
          value={channel ?? ""}
          options={[
            { value: "", label: index === 0 ? t("via_any") : t("via_none") },
            ...CHANNELS.filter((one) => one === channel || !via.includes(one)).map((one) => ({
              value: one,
              label: word("channel", one),
            })),
          ]}
          testId={`${props.testId}-${index + 1}`}
          onPick={(picked) => pick(index, picked)}
        />
      ))}
    </div>
  );
}
