// All holds in force today, of all companies, of a sector or of one company: a sentence each, with a button to end it.
import type { Hold } from "../../core/preferences/preference.ts";
import { holdInForce } from "../../core/preferences/resolution.ts";
import { localDate } from "../../platform/clock.ts";
import { readCompanyNames } from "../../record/company-links.ts";
import { database, entitiesOf } from "../../record/database.ts";
import { readTimeZone } from "../../record/read-record.ts";
import { useLive } from "../../ui/live.ts";
import { t, word } from "../../ui/messages.ts";
import { EndHold, holdText } from "./hold.tsx";

interface Held {
  layer: string;
  hold: Hold;
  /** The sector or the company's name; empty for all companies. */
  of: string;
}

async function readHolds(): Promise<Held[]> {
  const today = localDate(await readTimeZone());
  const layers = entitiesOf("layers", await database.layers.toArray());
  const held = layers.flatMap((layer) => {
    const hold = holdInForce(layer, today);
    return hold === null ? [] : [{ layer: layer.id, hold, of: layer.id.slice(layer.id.indexOf(":") + 1) }];
  });
  const names = await readCompanyNames(held.flatMap(({ layer, of }) => (layer.startsWith("company:") ? [of] : [])));
  return held.map((one) => ({ ...one, of: names.get(one.of) ?? one.of }));
}

const ownerText = ({ layer, of }: Held): string =>
  layer === "base" ? t("preferences_all") : layer.startsWith("sector:") ? word("sector", of) : of;

/** Renders nothing if no hold is in force. */
export function HoldsNow() {
  const held = useLive(readHolds, []) ?? [];
  if (held.length === 0) return null;
  return (
    <ul class="entries">
      {held.map((one) => (
        <li key={one.layer} class="card" data-testid="home-hold" data-layer={one.layer}>
          <div class="row apart">
            <span>{t("hold_of", { who: ownerText(one), hold: holdText(one.hold) })}</span>
            <EndHold layer={one.layer} />
          </div>
        </li>
      ))}
    </ul>
  );
}
