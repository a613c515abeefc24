// Hook: the popup's view of its tab, read again after every write. The newest answer wins.
import { useEffect, useRef, useState } from "preact/hooks";
import type { TabView } from "../../core/commands/companies.ts";
import { Refusal } from "../../core/commands/errors.ts";
import { activeTab } from "../../platform/browser/tabs.ts";
import { send } from "../../platform/messages/send.ts";
import { onWrite } from "../../platform/messages/write-channel.ts";
import { showTimesIn } from "../../ui/formats.ts";

export interface TabViewState {
  view: TabView | null;
  failure: unknown;
  /** Reads again; `check` fetches the participation file even if a fresh one is stored. */
  again: (check?: boolean) => Promise<TabView | null>;
}

const TRIES = 20;
const AGAIN_MILLISECONDS = 250;

interface Look {
  check?: boolean;
  /** Waits for a busy page. */
  patient?: boolean;
}

/**
 * `looks`: reads again with each new number. A page that is too busy to answer at once, such as one that is still
 * loading, is read again patiently while the window shows what is stored of it.
 */
export function useTabView(asked: number | null, looks = 0): TabViewState {
  const [view, setView] = useState<TabView | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const turn = useRef(0);
  const shown = useRef<TabView | null>(null);
  /** Null if there is no answer. */
  const look = async (how: Look, left = TRIES): Promise<TabView | null> => {
    const mine = ++turn.current;
    try {
      const tab = await activeTab(asked);
      const answer: TabView = tab === null ? { kind: "no-page" } : await send("look-at-tab", { tab: tab.id, ...how });
      if (mine === turn.current) {
        if (answer.kind === "site") showTimesIn(answer.timeZone);
        shown.current = answer;
        setView(answer);
        setFailure(null);
        const isLate = answer.kind === "site" && answer.unanswered;
        if (isLate && !how.check && !how.patient) void look({ patient: true });
      }
      return answer;
    } catch (error) {
      if (mine !== turn.current) return null;
      const refused = error instanceof Refusal && error.code !== "unexpected";
      // The worker died: retries, since reading is safe to repeat, and keeps the current view meanwhile.
      if (!refused && left > 0) {
        await new Promise((rested) => setTimeout(rested, AGAIN_MILLISECONDS));
        return look(how, left - 1);
      }
      if (refused || shown.current === null) setFailure(error);
    }
    return null;
  };
  const again = (check = false) => look({ check });
  useEffect(() => {
    void again();
  }, [looks]);
  useEffect(() => onWrite(() => void again()), []);
  return { view, failure, again };
}
