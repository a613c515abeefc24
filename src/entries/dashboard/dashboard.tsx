// The dashboard's frame: navigation, the page of the hash route, and the recovery screen in front of them all when needed.
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { HealthReport } from "../../features/my-data/recover-record.ts";
import { send } from "../../platform/send.ts";
import { Confirm } from "../../ui/confirm.tsx";
import { later } from "../../ui/later.tsx";
import { type MessageKey, t } from "../../ui/messages.ts";
import { attempt } from "../../ui/refusals.ts";
import { useRoute } from "../../ui/route.ts";
import { hush, Toasts } from "../../ui/toast.tsx";
import { Home } from "./home.tsx";
import { useShownZone } from "./shown-zone.ts";

// The first page is there at once, the others when they are opened.
const Companies = later(() => import("./companies.tsx").then((part) => part.Companies));
const CompanyPage = later(() => import("./company.tsx").then((part) => part.CompanyPage));
const InsightPage = later(() => import("./insight.tsx").then((part) => part.InsightPage));
const MyData = later(() => import("./my-data.tsx").then((part) => part.MyData));
const PlansPage = later(() => import("./plans.tsx").then((part) => part.PlansPage));
const PreferencesPage = later(() => import("./preferences.tsx").then((part) => part.PreferencesPage));
const Recovery = later(() => import("./recovery.tsx").then((part) => part.Recovery));
const SettingsPage = later(() => import("./settings.tsx").then((part) => part.SettingsPage));
const SharedPage = later(() => import("./shared.tsx").then((part) => part.SharedPage));
const TimelinePage = later(() => import("./timeline.tsx").then((part) => part.TimelinePage));

const PAGES: readonly { route: string; title: MessageKey; testId: string }[] = [
  { route: "", title: "nav_home", testId: "nav-home" },
  { route: "companies", title: "nav_companies", testId: "nav-companies" },
  { route: "timeline", title: "nav_timeline", testId: "nav-timeline" },
  { route: "insight", title: "nav_insight", testId: "nav-insight" },
  { route: "preferences", title: "nav_preferences", testId: "nav-preferences" },
  { route: "plans", title: "nav_plans", testId: "nav-plans" },
  { route: "shared", title: "nav_shared", testId: "nav-shared" },
  { route: "my-data", title: "nav_my_data", testId: "nav-my-data" },
  { route: "settings", title: "nav_settings", testId: "nav-settings" },
];

/** Counting a long record holds up what the page itself reads, so it follows. */
const REST_MILLISECONDS = 2000;

export function Dashboard() {
  const route = useRoute();
  const zoned = useShownZone();
  const [report, setReport] = useState<HealthReport | null>(null);
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  const look = (quick = false) =>
    void attempt(send<HealthReport>("record-health", quick ? { quick } : {})).then(
      (health) => health !== null && setReport(health),
    );
  useEffect(() => {
    look(true);
    const counting = setTimeout(look, REST_MILLISECONDS);
    return () => clearTimeout(counting);
  }, []);
  const [page = "", detail, section, letter] = route;
  useLayoutEffect(() => {
    hush();
    // A new page starts at its heading, for eyes and for screen readers; the first one leaves the focus alone.
    if (!first.current) main.current?.focus();
    first.current = false;
    window.scrollTo(0, 0);
  }, [page, detail]);
  if (report?.health === "lost" || report?.health === "unreadable") {
    return (
      <Frame page="">
        <main tabIndex={-1} ref={main}>
          <Recovery report={report} onRecovered={look} />
        </main>
      </Frame>
    );
  }
  // No page is drawn with the days of another zone first.
  if (!zoned) return <Frame page={page}>{null}</Frame>;
  return (
    <Frame page={page}>
      <main tabIndex={-1} ref={main} data-testid={`page-${page === "" ? "home" : page}`}>
        {report?.health === "partly-lost" && <Recovery report={report} onRecovered={look} />}
        {page === "" && <Home />}
        {page === "companies" && detail === undefined && <Companies />}
        {page === "companies" && detail !== undefined && (
          <CompanyPage key={detail} company={detail} section={section ?? "timeline"} letter={letter} />
        )}
        {page === "timeline" && <TimelinePage />}
        {page === "insight" && <InsightPage />}
        {page === "preferences" && <PreferencesPage sector={detail} />}
        {page === "plans" && <PlansPage />}
        {page === "shared" && <SharedPage />}
        {page === "my-data" && <MyData />}
        {page === "settings" && <SettingsPage />}
      </main>
    </Frame>
  );
}

function Frame({ page, children }: { page: string; children: ComponentChildren }) {
  return (
    <div class="dashboard" data-testid="dashboard">
      <nav class="sidebar" aria-label={t("nav_label")}>
        <p class="brand">
          <img src="/icons/48.png" alt="" width="28" height="28" /> {t("extension")}
        </p>
        <ul>
          {PAGES.map(({ route, title, testId }) => (
            <li key={route}>
              <a href={`#/${route}`} aria-current={page === route ? "page" : undefined} data-testid={testId}>
                {t(title)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {children}
      <Toasts />
      <Confirm />
    </div>
  );
}
