// The dashboard: the page of the hash route in its frame, or the recovery screen when it is needed.
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { HealthReport } from "../../core/commands/my-data.ts";
import { send } from "../../platform/messages/send.ts";
import { later } from "../../ui/later.tsx";
import { addSyncTexts } from "../../ui/messages.ts";
import { attempt } from "../../ui/refusals.ts";
import { useRoute } from "../../ui/route.ts";
import { hush } from "../../ui/toast.tsx";
import { Frame } from "./frame.tsx";
import { Home } from "./home.tsx";
import { ERASED, isKnown, todaysRoute } from "./known-routes.ts";
import { ErasedPage, UnknownPage } from "./quiet-pages.tsx";
import { useShownZone } from "./shown-zone.ts";

// Home is part of the start; the other pages load when opened.
const Companies = later(() => import("../../features/companies/company-list.tsx").then((part) => part.Companies));
const CompanyPage = later(() => import("./company.tsx").then((part) => part.CompanyPage));
const InsightPage = later(() => import("../../features/insight/insight-page.tsx").then((part) => part.InsightPage));
const MyData = later(() => import("./my-data.tsx").then((part) => part.MyData));
const Plans = later(() => import("./plans.tsx").then((part) => part.Plans));
const PreferencesPage = later(() =>
  import("../../features/preferences/preferences-page.tsx").then((part) => part.PreferencesPage),
);
const Recovery = later(() => import("../../features/my-data/recovery.tsx").then((part) => part.Recovery));
const SettingsPage = later(() => import("./settings.tsx").then((part) => part.SettingsPage));
const SharedPage = later(() => import("./shared.tsx").then((part) => part.SharedPage));
const SyncPage = later(async () => {
  const [part] = await Promise.all([import("../../features/sync/sync-page.tsx"), addSyncTexts()]);
  return part.SyncPage;
});
const TimelinePage = later(() => import("./timeline.tsx").then((part) => part.TimelinePage));

/** Delay of the full health check, since counting a long record would delay the page's own reads. */
const REST_MILLISECONDS = 2000;

export function Dashboard() {
  const route = todaysRoute(useRoute());
  const zoned = useShownZone();
  const [report, setReport] = useState<HealthReport | null>(null);
  const main = useRef<HTMLElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const first = useRef(true);
  const checkHealth = (quick = false) =>
    void attempt(send("record-health", quick ? { quick } : {})).then((health) => health !== null && setReport(health));
  useEffect(() => {
    checkHealth(true);
    const counting = setTimeout(checkHealth, REST_MILLISECONDS);
    return () => clearTimeout(counting);
  }, []);
  const known = isKnown(route);
  const [page = "", detail, section, letter] = route;
  // Leaving a page, or a section of a company's page, ends its message.
  useLayoutEffect(hush, [route.join("/")]);
  useLayoutEffect(() => {
    // A new page starts at its heading, for eyes and for screen readers. The first page leaves the focus unchanged; so
    // does a page that was picked in a list of this one, since the next arrow key picks another.
    if (!first.current && !(document.activeElement instanceof HTMLSelectElement)) main.current?.focus();
    // Scroll keys act on the focused element or its scroller; Tab continues to the navigation.
    else if (document.activeElement === document.body) scroller.current?.focus({ preventScroll: true });
    first.current = false;
    scroller.current?.scrollTo(0, 0);
  }, [page, detail]);
  if (report?.health === "lost" || report?.health === "unreadable") {
    return (
      <Frame page="" scroller={scroller}>
        <main tabIndex={-1} ref={main}>
          <Recovery report={report} onRecovered={checkHealth} />
        </main>
      </Frame>
    );
  }
  // Renders no page before the user's time zone is known, since its dates could be wrong.
  if (!zoned)
    return (
      <Frame page={page} scroller={scroller}>
        {null}
      </Frame>
    );
  return (
    <Frame page={page} scroller={scroller}>
      <main tabIndex={-1} ref={main} data-testid={`page-${nameOf(route, known)}`}>
        {report?.health === "partly-lost" && <Recovery report={report} onRecovered={checkHealth} />}
        {!known && <UnknownPage />}
        {page === ERASED && known && <ErasedPage />}
        {page === "" && <Home />}
        {page === "companies" && detail === undefined && <Companies />}
        {known && page === "companies" && detail !== undefined && (
          <CompanyPage key={detail} company={detail} section={section ?? "timeline"} letter={letter} />
        )}
        {page === "timeline" && <TimelinePage />}
        {page === "insight" && <InsightPage />}
        {known && page === "preferences" && <PreferencesPage sector={detail} />}
        {page === "plans" && <Plans />}
        {page === "shared" && <SharedPage />}
        {page === "my-data" && <MyData />}
        {page === "settings" && detail === undefined && <SettingsPage />}
        {known && page === "settings" && detail !== undefined && <SyncPage />}
      </main>
    </Frame>
  );
}

function nameOf([page = "", detail]: readonly string[], known: boolean): string {
  if (!known) return "unknown";
  return page === "settings" && detail !== undefined ? detail : page || "home";
}
