// The popup in the browser's side panel: follows the page in front, and starts anew with each one.
import { useEffect, useRef, useState } from "preact/hooks";
import { findFront } from "../../features/feelings/tap-face.ts";
import { onFrontPage } from "../../platform/browser/front-page.ts";
import { activeTab } from "../../platform/browser/tabs.ts";
import { flushUnsavedText } from "../../platform/session/unsaved-text.ts";
import { urlOf } from "../../signal/web-address.ts";
import { hush } from "../../ui/toast.tsx";
import { Popup } from "./popup.tsx";

export function Panel({ tab }: { tab: number | null }) {
  const [front, setFront] = useState({ page: 0, looks: 0 });
  /** Tab and host of the page that is shown; null until they are known. */
  const shown = useRef<string | null>(null);
  const turn = useRef(0);
  const follow = async (loaded: boolean): Promise<void> => {
    const mine = ++turn.current;
    const there = await activeTab(tab).catch(() => null);
    if (mine !== turn.current) return;
    const before = shown.current;
    shown.current = `${there?.id} ${urlOf(there?.url ?? "")?.host}`;
    if (before === null) return;
    if (before !== shown.current) {
      // As when a popup closes: saves text that was typed about the page before, and no tap made here applies to the
      // new page.
      void flushUnsavedText().catch(() => {});
      findFront(tab);
      hush();
      setFront(({ page, looks }) => ({ page: page + 1, looks }));
    } else if (loaded) setFront(({ page, looks }) => ({ page, looks: looks + 1 }));
  };
  useEffect(() => {
    void follow(false);
    return onFrontPage((loaded) => void follow(loaded));
  }, []);
  return <Popup key={front.page} tab={tab} looks={front.looks} />;
}
