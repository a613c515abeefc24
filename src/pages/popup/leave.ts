// Leaving the popup for a page of ours in a tab. The side panel shows the same page, and stays open.
import { openPage } from "../../platform/browser/tabs.ts";

export const isPanel = (): boolean => new URLSearchParams(location.search).has("panel");

export const leaveFor = (path: string): Promise<void> =>
  openPage(path).then(() => {
    if (!isPanel()) window.close();
  });
