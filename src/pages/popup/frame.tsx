// The popup's frame: the page's company, screens without content, and links to the dashboard.
import { useEffect, useState } from "preact/hooks";
import type { SiteView, TabView } from "../../core/commands/companies.ts";
import { displayDomain } from "../../core/companies/domain-name.ts";
import { hasSidePanel, openSidePanel } from "../../platform/browser/side-panel.ts";
import { openPage } from "../../platform/browser/tabs.ts";
import { send } from "../../platform/messages/send.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { ICONS, Icon } from "../../ui/icons.tsx";
import { Logo } from "../../ui/logo.tsx";
import { t } from "../../ui/messages.ts";
import { DASHBOARD } from "../pages.ts";
import { isPanel, leaveFor } from "./leave.ts";

/** Name of the page's company, and its host unless the name already contains it. */
function headOf(view: TabView | null): { name: string; host: string | null } {
  if (view?.kind === "no-company") return { name: displayDomain(view.host), host: null };
  if (view?.kind !== "site") return { name: t("extension"), host: null };
  const host = displayDomain(view.host);
  const isUnnamed = view.name === displayDomain(view.company);
  return isUnnamed ? { name: host.replace(/^www\./, ""), host: null } : { name: view.name, host };
}

export function Header({ view }: { view: TabView | null }) {
  const site = view?.kind === "site" ? view : null;
  const { name, host } = headOf(view);
  return (
    <header class="row">
      {site === null ? <Logo /> : <Avatar name={name} domain={site.main} />}
      <div class="who">
        <h1 data-testid="company-name">
          <bdi>{name}</bdi>
        </h1>
        {host !== null && (
          <bdi class="muted host" data-testid="company-host">
            {host}
          </bdi>
        )}
      </div>
      {site !== null && <Badge site={site} />}
      {!isPanel() && hasSidePanel() && <KeepOpen />}
    </header>
  );
}

/** The side panel shows this page for an unlimited time. */
const KeepOpen = () => (
  <button
    type="button"
    class="icon keep-open"
    title={t("keep_open")}
    data-testid="keep-open"
    onClick={() => void openSidePanel().then(() => window.close())}
  >
    <Icon d={ICONS.panel} turns="on" />
  </button>
);

function Badge({ site }: { site: SiteView }) {
  const { participation, grant } = site;
  if (grant === "live")
    return (
      <span class="badge on" data-testid="badge">
        <Icon d={ICONS.shared} small />
        {t("badge_allowed")}
      </span>
    );
  if (grant === "paused")
    return (
      <span class="badge" data-testid="badge">
        <Icon d={ICONS.pause} small />
        {t("badge_paused")}
      </span>
    );
  if (participation.state === "takes-part")
    return (
      <span class="badge" data-testid="badge">
        <Icon d={ICONS.check} small />
        {t("badge_takes_part")}
      </span>
    );
  return null;
}

export function Quiet(props: { title: string; text: string; testId: string; recover?: boolean }) {
  return (
    <section class="stack quiet" data-testid={props.testId}>
      <h2>{props.title}</h2>
      <p>{props.text}</p>
      {props.recover === true && (
        <button type="button" class="primary" data-testid="open-recovery" onClick={() => void openPage(DASHBOARD)}>
          {t("open_recovery")}
        </button>
      )}
    </section>
  );
}

/** A page that belongs to no company; in the side panel also an unknown one. */
export const NoPage = () => (
  <Quiet
    title={t(isPanel() ? "panel_page_title" : "no_page_title")}
    text={t(isPanel() ? "panel_page_text" : "no_page_text")}
    testId="no-page"
  />
);

/** Warning that rows of the record are missing. Asks after the first render, and uses the count of the last start. */
export function LossNote() {
  const [missing, setMissing] = useState(false);
  useEffect(() => {
    const health = send("record-health", { quick: true });
    void health.then(({ health }) => setMissing(health === "partly-lost")).catch(() => {});
  }, []);
  if (!missing) return null;
  return (
    <p class="card asked" role="status" data-testid="loss-note">
      {t("recovery_partly_note")}{" "}
      <a data-testid="open-recovery" {...dashboardLink("")}>
        {t("open_recovery")}
      </a>
    </p>
  );
}

/** Link to a dashboard route. Opens it in a tab and leaves the popup. */
export const dashboardLink = (route: string) => ({
  href: `/${DASHBOARD}#/${route}`,
  onClick: (event: Event) => {
    event.preventDefault();
    void leaveFor(`${DASHBOARD}#/${route}`);
  },
});

/** Link to the letter that demands erasure, since the company may keep everything that it has read. */
export const AskToDelete = ({ company }: { company: string }) => (
  <a class="button start" data-testid="ask-delete" {...dashboardLink(`companies/${company}/letters/erasure`)}>
    {t("ask_delete")}
  </a>
);

export function Footer({ company }: { company: string | null }) {
  const timeline = company === null ? "companies" : `companies/${company}`;
  const links = [
    ["open-timeline", timeline, t("footer_timeline"), ICONS.timeline],
    ["open-preferences", "preferences", t("footer_preferences"), ICONS.preferences],
    ["open-dashboard", "", t("footer_dashboard"), ICONS.home],
  ] as const;
  return (
    <nav class="footer" aria-label={t("footer_label")}>
      {links.map(([testId, route, text, icon]) => (
        <a key={testId} data-testid={testId} {...dashboardLink(route)}>
          <Icon d={icon} small />
          {text}
        </a>
      ))}
    </nav>
  );
}
