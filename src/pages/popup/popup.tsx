// The popup for the company of the page in front. Composes the features' parts.
import { useState } from "preact/hooks";
import type { SiteView, TabView } from "../../core/commands/companies.ts";
import { Refusal } from "../../core/commands/errors.ts";
import { useTabView } from "../../features/companies/use-tab-view.ts";
import type { Editing } from "../../features/preferences/edited-rule.ts";
import { Confirm } from "../../ui/confirm.tsx";
import { FixedBar } from "../../ui/fixed-bar.tsx";
import { later } from "../../ui/later.tsx";
import { t } from "../../ui/messages.ts";
import { refusalText } from "../../ui/refusals.ts";
import { Toasts } from "../../ui/toast.tsx";
import { CompanyPanel } from "./company-panel.tsx";
import { Contacted } from "./contacted.tsx";
import { Footer, Header, LossNote, NoPage, Quiet } from "./frame.tsx";
import { Recent } from "./recent.tsx";
import { Reminder } from "./reminder.tsx";
import type { PanelProps } from "./seen.tsx";
import { SyncNote } from "./sync-note.tsx";
import { VisitRating } from "./visit-rating.tsx";
import { isWithoutPart, WithoutPart } from "./without-part.tsx";

const GpcHere = later(() => import("../../features/gpc/gpc-here.tsx").then((part) => part.GpcHere));
const QuestionHere = later(() => import("./question-here.tsx").then((part) => part.QuestionHere));
const RulePanel = later(() => import("./rule-panel.tsx").then((part) => part.RulePanel));

/** `looks`: reads the page again with each new number. */
export function Popup({ tab, looks = 0 }: { tab: number | null; looks?: number }) {
  const { view, failure, again } = useTabView(tab, looks);
  const [opened, setOpened] = useState<{ main: string; editing: Editing } | null>(null);
  const lost = failure instanceof Refusal && failure.code === "record-lost";
  const site = view?.kind === "site" ? view : null;
  // The page may have gone on to another company, to which the open rule must not be given.
  const editing = opened !== null && opened.main === site?.main ? opened.editing : null;
  const setEditing = (next: Editing | null) =>
    setOpened(next === null || site === null ? null : { main: site.main, editing: next });
  return (
    <div class="popup" data-testid="popup" data-state={stateOf(view, failure)}>
      <Header view={view} />
      <main>
        {failure !== null && (
          <Quiet
            title={t(lost ? "record_lost_title" : "popup_fault_title")}
            text={refusalText(failure)}
            testId="popup-fault"
            recover={lost}
          />
        )}
        {failure === null && (view?.kind === "no-page" || view?.kind === "no-company") && <NoCompany view={view} />}
        {failure === null && (view === null || site !== null) && editing === null && <VisitRating site={site} />}
        {failure === null && site?.grant === "live" && editing === null && (
          <QuestionHere key={site.company} site={site} onEdit={setEditing} />
        )}
        {failure === null && site !== null && editing === null && (
          <Panels key={site.host} site={site} again={again} onEdit={setEditing} />
        )}
        {failure === null && site !== null && editing === null && site.gpc !== "off" && (
          <GpcHere
            key={site.host}
            company={site.company}
            name={site.name}
            state={site.gpc}
            tab={tab}
            onPermitted={() => void again()}
          />
        )}
        {view !== null && failure === null && editing === null && (
          <Reminder here={site?.company ?? null} feeling={site?.feeling?.id ?? null} />
        )}
        {site !== null && editing !== null && <RulePanel site={site} editing={editing} onEditing={setEditing} />}
      </main>
      {view !== null && <LossNote />}
      {view !== null && <SyncNote site={site} />}
      <Toasts />
      <FixedBar />
      <Confirm />
      <Footer company={site?.company ?? null} />
    </div>
  );
}

/** Below the faces: the text that the company reads, and the acts. */
const Panels = (props: PanelProps) =>
  isWithoutPart(props.site) ? (
    <WithoutPart {...props} />
  ) : (
    <>
      <CompanyPanel {...props} />
      <section class="card" aria-label={t("they_contacted")}>
        <Contacted key={props.site.company} site={props.site} />
      </section>
    </>
  );

const NoCompany = ({ view }: { view: Exclude<TabView, SiteView> }) => (
  <>
    <Recent />
    {view.kind === "no-page" ? (
      <NoPage />
    ) : (
      <Quiet title={t("no_company_title")} text={t("no_company_text")} testId="no-company" />
    )}
  </>
);

const stateOf = (view: { kind: string } | null, failure: unknown): string =>
  failure !== null ? "fault" : (view?.kind ?? "waiting");
