// Hook: the state of sync, read again while the page is visible: each second during a sync, rarely otherwise.
import { useEffect, useRef, useState } from "preact/hooks";
import type { SyncReport } from "../../core/commands/sync.ts";
import { send } from "../../platform/messages/send.ts";
import { attempt } from "../../ui/refusals.ts";

const OFTEN_MILLISECONDS = 1000;
const RARELY_MILLISECONDS = 20_000;

export interface SyncView {
  /** Null until the first answer. */
  report: SyncReport | null;
  again: () => Promise<void>;
}

export function useSync(): SyncView {
  const [report, setReport] = useState<SyncReport | null>(null);
  const turn = useRef(0);
  const again = async (): Promise<void> => {
    const mine = ++turn.current;
    // Keeps the last report if the background is gone for a moment. Only a page without a report shows the failure.
    const looking = send("look-at-sync", {});
    const answer = await (report === null ? attempt(looking) : looking.catch(() => null));
    if (answer !== null && mine === turn.current) setReport(answer);
  };
  useEffect(() => void again(), []);
  useEffect(() => {
    const pause = report?.state === "syncing" ? OFTEN_MILLISECONDS : RARELY_MILLISECONDS;
    const timer = setInterval(() => void (document.hidden || again()), pause);
    return () => clearInterval(timer);
  }, [report?.state]);
  return { report, again };
}
