// Panel of an allowed company: the data that it reads, and controls for rules, parts, pause and revocation.
import type { SeenRule, SiteView } from "../../core/commands/companies.ts";
import { displayDomain } from "../../core/companies/domain-name.ts";
import type { TopicMatch } from "../../core/companies/topic.ts";
import { freshRule } from "../../core/preferences/fresh-rule.ts";
import { mergeFields } from "../../core/preferences/layers.ts";
import type { ContactRule } from "../../core/preferences/preference.ts";
import { dataOfParts } from "../../core/sharing/data-kinds.ts";
import type { ChangedParts } from "../../core/sharing/view.ts";
import { acceptsFeelings, changeTexts, shownFile } from "../../features/companies/participation-text.ts";
import { permitWaiting } from "../../features/gpc/every-site.ts";
import type { CardEdit } from "../../features/preferences/card/card-edit.ts";
import { permitPart } from "../../features/sharing/ask-data.tsx";
import { allow } from "../../features/sharing/ask-permission.ts";
import { Parts } from "../../features/sharing/parts.tsx";
import { readingText } from "../../features/sharing/reading-text.ts";
import { matchesOf, Topics } from "../../features/sharing/topics.tsx";
import { localDate } from "../../platform/clock.ts";
import { send } from "../../platform/messages/send.ts";
import { confirmDisclosure } from "../../ui/confirm-disclosure.ts";
import { Fold, Switch } from "../../ui/controls.tsx";
import { t } from "../../ui/messages.ts";
import { useOwnValue } from "../../ui/own-edits.ts";
import { attempt } from "../../ui/refusals.ts";
import { say } from "../../ui/toast.tsx";
import { sayWithUndo } from "../../ui/undo.ts";
import { AskedChanges } from "./asking.tsx";
import { AskToDelete } from "./frame.tsx";
import { type PanelProps, Seen } from "./seen.tsx";

export function Allowed({ site, again, onEdit, onPreview }: PanelProps & { onPreview: () => void }) {
  const { company, name, seen } = site;
  const paused = site.grant === "paused";
  const automatic = site.grantedAutomatically;
  const asSeen = {
    parts: seen.parts,
    topics: matchesOf(seen.topics),
    shown: seen.view,
    later: seen.later,
    ...shownFile(site),
  };
  const changes = changeTexts(site);
  const edit = ({ rule, source, own }: SeenRule) =>
    // Edits the company's own rule. Any other rule becomes the draft of an own rule.
    onEdit(own === undefined ? { rule: { ...rule } } : { rule: own, id: source.id });
  const { file } = shownFile(site);
  const acceptClaims = () => file !== undefined && void attempt(send("accept-claims", { host: site.host, file }));
  const change = async (changed: { parts: ChangedParts } | { topics: TopicMatch[] }): Promise<boolean> => {
    const done = await confirmDisclosure((confirmed) =>
      attempt(send("edit-grant", { company, ...changed, confirmed })),
    );
    if (done === null) void again();
    else if (done.batch !== null) sayWithUndo(t("saved_permission"), done.batch);
    return done !== null;
  };
  const changeParts = async (parts: ChangedParts): Promise<boolean> => {
    if (await permitPart(parts)) return change({ parts });
    void again();
    return false;
  };
  const [pauses, pause] = useOwnValue(paused, async (on) => {
    const done = await confirmDisclosure((confirmed) =>
      attempt(send("edit-grant", { company, paused: on, confirmed })),
    );
    if (done === null) void again();
    else say(t(on ? "paused_now" : "resumed_now", { company: name }));
    return done !== null;
  });
  const permit = () => void permitWaiting([site.host], dataOfParts(seen.parts)).then(() => again());
  const revoke = () =>
    void attempt(send("revoke-company", { company })).then(
      (done) => done && say(t("revoked_now", { company: name }), () => allow(site, asSeen)),
    );
  return (
    <section class="card" aria-labelledby="panel-title" data-testid="allowed">
      <h2 id="panel-title">{t(paused ? "would_see" : "sees_title", { company: name })}</h2>
      {site.readUntil !== null && (
        <>
          <p data-testid="reading">{readingText(name, site.readUntil)}</p>
          <AskToDelete company={company} />
        </>
      )}
      {automatic && <p data-testid="allowed-by-itself">{t("auto_allowed")}</p>}
      {site.unanswered && <p data-testid="unanswered">{t("page_unanswered")}</p>}
      <AskedChanges texts={changes}>
        <button type="button" data-testid="accept-claims" onClick={acceptClaims}>
          {t("claims_seen")}
        </button>
      </AskedChanges>
      {site.waits && (
        <div class="stack" data-testid="not-permitted">
          <p>{t("grant_not_permitted", { company: name, hosts: site.host })}</p>
          <button type="button" class="primary" data-testid="grant-permit" onClick={permit}>
            {t("permit_again")}
          </button>
        </div>
      )}
      {!site.here && !site.waits && (
        <div class="stack" data-testid="other-host">
          <p>{t("other_host", { company: name, host: displayDomain(site.host) })}</p>
          <button type="button" class="primary" data-testid="allow" onClick={() => allow(site, asSeen)}>
            {t("allow_host", { host: displayDomain(site.host) })}
          </button>
        </div>
      )}
      <Seen site={site} seen={seen} {...(automatic ? {} : { onEdit: edit, edit: cardOf(site, onEdit) })} />
      {automatic && (
        <button type="button" class="primary start" data-testid="show-preview" onClick={onPreview}>
          {t("auto_show_more", { company: name })}
        </button>
      )}
      {!automatic && <Topics company={name} offers={seen.topics} onChange={(topics) => change({ topics })} />}
      {!automatic && (
        <button
          type="button"
          class="start"
          data-testid="add-rule"
          onClick={() => onEdit({ rule: newRule(site), fresh: true })}
        >
          {t("add_rule", { company: name })}
        </button>
      )}
      <Switch
        label={t("pause")}
        detail={t("pause_hint")}
        checked={pauses}
        testId="pause"
        onToggle={(on) => void pause(on)}
      />
      {!automatic && (
        <Fold summary={t("parts_fold")} testId="parts-fold">
          <Parts parts={seen.parts} feelings={acceptsFeelings(site)} onChange={changeParts} />
        </Fold>
      )}
      <button type="button" class="danger start" data-testid="revoke" onClick={revoke}>
        {t("revoke", { company: name })}
      </button>
    </section>
  );
}

/** The card edits the company's own layer. */
const cardOf = ({ main, own, under, timeZone }: SiteView, onEdit: PanelProps["onEdit"]): CardEdit => ({
  layer: `company:${main}`,
  stored: own,
  general: mergeFields(under),
  place: { name: "company", under },
  today: localDate(timeZone),
  onMore: (rule, id) => onEdit({ rule, ...(id === undefined ? {} : { id }) }),
});

/**
 * A new rule starts with the company's first product, if it lists any, since rules of one company are mostly about
 * products.
 */
function newRule({ own, under, products, timeZone }: PanelProps["site"]): ContactRule {
  const [product] = products;
  const about = product && { label: product.label.en ?? product.id, product: product.id };
  return freshRule({ ...under, company: own }, localDate(timeZone), about);
}
