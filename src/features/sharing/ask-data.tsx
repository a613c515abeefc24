// Firefox's question about data that leaves the browser: asked with a part that is switched on, and announced before.
import { useEffect, useState } from "preact/hooks";
import { type DataKind, dataOfParts } from "../../core/sharing/data-kinds.ts";
import type { ChangedParts } from "../../core/sharing/view.ts";
import { isAgreed, requestData } from "../../platform/browser/data-consent.ts";
import { t } from "../../ui/messages.ts";
import { complain } from "../../ui/toast.tsx";

/** Must be called in the click itself. False if the user refused, which it says. */
export async function permitPart({ support = false }: ChangedParts): Promise<boolean> {
  if (!support || (await requestData(dataOfParts({ support })).catch(() => false))) return true;
  complain(t("error_permission_refused"));
  return false;
}

/** True while Firefox has yet to ask about these kinds of data. */
export function useAsksData(data: readonly DataKind[]): boolean {
  const [asks, setAsks] = useState(false);
  useEffect(() => void isAgreed(data).then((agreed) => setAsks(!agreed)), [data]);
  return asks;
}

/** Shown while Firefox has yet to ask: its question names the developer, who receives nothing. */
export const DataHint = ({ company, data }: { company: string; data: readonly DataKind[] }) =>
  useAsksData(data) ? (
    <small class="muted" data-testid="data-hint">
      {t("data_hint", { company })}
    </small>
  ) : null;
