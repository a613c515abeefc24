// Three answers side by side: yes, ask first, no.
import { WANTS } from "../../../signal/vocabulary.ts";
import { WantMark } from "../../../ui/icons.tsx";
import { word } from "../../../ui/messages.ts";

export function Segments(props: {
  id: string;
  said: string | null;
  prefix?: string;
  onPick: (want: (typeof WANTS)[number]) => void;
}) {
  return (
    <div class="wants">
      {WANTS.map((want) => (
        <button
          key={want}
          type="button"
          aria-pressed={props.said === want}
          data-testid={`${props.prefix ?? "line"}-${props.id}-${want}`}
          onClick={() => props.onPick(want)}
        >
          <WantMark want={want} />
          {word("want_short", want)}
        </button>
      ))}
    </div>
  );
}
