// The dashboard's frame: navigation beside the page, and a row for messages below everything that scrolls.
import type { ComponentChildren, RefObject } from "preact";
import { ActionBar } from "../../ui/action-bar.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { ICONS, Icon } from "../../ui/icons.tsx";
import { Logo } from "../../ui/logo.tsx";
import { type MessageKey, t } from "../../ui/messages.ts";
import { PAGE_ICONS } from "../../ui/page-icons.ts";
import { Toasts } from "../../ui/toast.tsx";
import { PAGES } from "./known-routes.ts";
import { NoteSheet } from "./note-sheet.tsx";

type Page = (typeof PAGES)[number];

const TITLES = {
  "": "nav_home",
  companies: "nav_companies",
  timeline: "nav_timeline",
  insight: "nav_insight",
  preferences: "nav_preferences",
  plans: "nav_plans",
  shared: "nav_shared",
  "my-data": "nav_my_data",
  settings: "nav_settings",
} as const satisfies Record<Page, MessageKey>;

const SHAPES: Readonly<Record<Page, string>> = {
  "": ICONS.home,
  companies: PAGE_ICONS.companies,
  timeline: ICONS.timeline,
  insight: PAGE_ICONS.insight,
  preferences: ICONS.preferences,
  plans: PAGE_ICONS.plans,
  shared: ICONS.shared,
  "my-data": PAGE_ICONS.data,
  settings: PAGE_ICONS.settings,
};

/** Pages that begin a group: notes, wishes, and the rest. */
const PARTED: readonly Page[] = ["preferences", "my-data"];

export function Frame(props: {
  page: string;
  scroller: RefObject<HTMLDivElement | null>;
  children: ComponentChildren;
}) {
  const { page, scroller, children } = props;
  return (
    <div class="dashboard" data-testid="dashboard">
      <div class="scroller" tabIndex={-1} ref={scroller}>
        <nav class="sidebar" aria-label={t("nav_label")}>
          <p class="brand">
            <Logo /> {t("extension")}
          </p>
          <ul>
            {PAGES.map((name) => (
              <li key={name} class={PARTED.includes(name) ? "parted" : ""}>
                <a
                  href={`#/${name}`}
                  aria-current={page === name ? "page" : undefined}
                  data-testid={`nav-${name || "home"}`}
                >
                  <Icon d={SHAPES[name]} />
                  <span data-text={t(TITLES[name])}>{t(TITLES[name])}</span>
                </a>
              </li>
            ))}
          </ul>
        </nav>
        {children}
      </div>
      <ActionBar />
      <Toasts />
      <NoteSheet />
      <Confirm />
    </div>
  );
}
