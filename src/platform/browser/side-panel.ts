// The browser's panel beside the page: Chromium's side panel, Firefox's sidebar.
import { browser, isFirefox } from "./browser.ts";

interface SidePanel {
  open(where: { windowId: number }): Promise<void>;
}

/** The polyfill's types lack it. Absent in browsers without a side panel. */
const sidePanel = (): SidePanel | undefined => (browser as { sidePanel?: SidePanel }).sidePanel;

interface Sidebar {
  open(): Promise<void>;
}

/** Absent in Firefox for Android. */
const sidebar = (): Sidebar | undefined => (browser as { sidebarAction?: Sidebar }).sidebarAction;

export const hasSidePanel = (): boolean => (isFirefox() ? sidebar() : sidePanel())?.open !== undefined;

/** Call it in the click's own event: Firefox refuses to open it in a later turn. */
export async function openSidePanel(): Promise<void> {
  if (isFirefox()) return sidebar()?.open();
  const { id } = await browser.windows.getCurrent();
  if (id !== undefined) await sidePanel()?.open({ windowId: id });
}
