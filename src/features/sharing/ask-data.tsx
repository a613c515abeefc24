// Firefox's question about data that leaves the browser. A switch that turns a part on triggers it, and a sentence
// announces it.
import { useEffect, useState } from "preact/hooks";
import { type DataKind, dataOfParts } from "../../core/sharing/data-kinds.ts";
import type { ChangedParts } from "../../core/sharing/view.ts";
import { isAgreed, requestData } from "../../platform/browser/data-consent.ts";
import { t } from "../../ui/messages.ts";
import { complain } from "../../ui/toast.tsx";

/** Call it in the click itself. False, with a message, if the user refused. */
export async function permitPart({ support = false }: ChangedParts): Promise<boolean> {
  if (!support || (await requestData(dataOfParts({ support })).catch(() => false))) return true;
  complain(t("error_permission_refused"));
  return false;
}

/** True while Firefox still has to ask about these kinds of data. */
export function useAsksData(data: readonly DataKind[]): boolean {
  const [asks, setAsks] = useState(false);
  useEffect(() => void isAgreed(data).then((agreed) => setAsks(!agreed)), [data]);
  return asks;
}

/** Shown while Firefox still has to ask. Its question names the developer, although the developer receives nothing. */
export const DataHint = ({ company, data }: { company: string; data: readonly DataKind[] }) =>
  useAsksData(data) ? (
    <small class="muted" data-testid="data-hint">
      {t("data_hint", { company })}
    </small>
  ) : null;
