// One feeling with the contact and the promise of the same dealing, as Home and a company's feelings list it.
import type { ComponentChildren } from "preact";
import type { Feeling } from "../../core/record/tables.ts";
import { FeelingItem } from "../../features/feelings/feeling-item.tsx";
import { readParts } from "../../features/timeline/dealings.ts";
import type { EventEntry } from "../../features/timeline/entry.ts";
import { EntryParts } from "../../features/timeline/entry-line.tsx";
import { removeEntries } from "../../features/timeline/remove-entries.ts";
import { localDate } from "../../platform/clock.ts";
import { readTimeZone } from "../../record/read-record.ts";
import { useLive } from "../../ui/live.ts";

interface Props {
  feeling: Feeling;
  company?: string;
  known: Parts | undefined;
  children?: ComponentChildren;
}

interface Parts {
  parts: ReadonlyMap<string, readonly EventEntry[]>;
  today: string;
}

/** Undefined until read: the feelings are drawn first. */
export function useParts(feelings: readonly Feeling[] | undefined): Parts | undefined {
  const ids = feelings?.map(({ id }) => id).join(" ");
  return useLive(
    async () => ({ parts: await readParts(feelings ?? []), today: localDate(await readTimeZone()) }),
    [ids],
  );
}

export function DealingItem({ feeling, known, children, ...rest }: Props) {
  const parts = known?.parts.get(feeling.id) ?? [];
  const removeAll = () => void removeEntries([{ kind: "feeling", id: feeling.id }, ...parts]);
  return (
    <FeelingItem feeling={feeling} {...rest} onRemove={parts.length === 0 ? undefined : removeAll}>
      <EntryParts parts={parts} today={known?.today ?? ""} />
      {children}
    </FeelingItem>
  );
}
