// The page for staff: "May we call about the mortgage now?", answered from the newest document that a customer's page or
// browser sent.
import { html } from "./html.mjs";
import { CHANNELS, decide, KINDS } from "./kits.mjs";
import { layout } from "./pages.mjs";

const PRODUCTS = { "": "nothing in particular", mortgage: "Mortgage", "current-account": "Current account" };

export function staffPage({ query, latest, feelings }) {
  const asked = {
    kind: query.get("kind") ?? "service",
    product: query.get("product") ?? "mortgage",
    channel: query.get("channel") ?? "call",
    at: query.get("at") ?? "",
  };
  const answer = decide(latest?.preferences ?? null, {
    kind: asked.kind,
    product: asked.product || undefined,
    channel: asked.channel || undefined,
    at: asked.at || undefined,
  });
  return layout(
    { path: "/staff", title: "Staff", script: false },
    html`
<main class="alone">
<h1>May we reach this customer?</h1>
<p>${latest === null ? "No customer has told us anything." : `From what the customer told us at ${latest.at.toISOString()}.`}</p>
<form method="get" action="/staff" class="question">
${select("kind", "May we send or tell", asked.kind, Object.fromEntries(KINDS.map((kind) => [kind, kind])))}
${select("product", "about", asked.product, PRODUCTS)}
${select("channel", "by", asked.channel, { "": "the best way", ...Object.fromEntries(CHANNELS.map((channel) => [channel, channel])) })}
<label>at <input name="at" value="${asked.at}" placeholder="now, or 2026-11-23T18:00:00Z" autocomplete="off"></label>
<button>Ask</button>
</form>
<section class="answer ${answer.allowed ? "yes" : "no"}" aria-label="Answer">
<p class="verdict" data-testid="staff-answer">${answer.allowed ? "Yes" : "No"}</p>
<p data-testid="staff-because">${answer.because}</p>
<dl>
<dt>Reason</dt><dd data-testid="staff-reason">${answer.reason}</dd>
<dt>Channel</dt><dd data-testid="staff-channel">${answer.channel ?? (answer.allowed ? "any" : "none")}</dd>
<dt>Limit</dt><dd data-testid="staff-limit">${answer.limit === null ? "none" : `${answer.limit.max} a ${answer.limit.per}`}</dd>
</dl>
</section>
<h2>What customers told us</h2>
<p><a href="/report">The same in numbers</a>, for people who need not read what somebody wrote.</p>
<ul data-testid="staff-feelings">
${feelings.length === 0 ? html`<li>Nothing yet.</li>` : feelings.map(feelingItem)}
</ul>
</main>`,
  );
}

const feelingItem = ({ feeling, known, promise, promise_by: by, receipt, replaced }) =>
  html`<li data-testid="staff-feeling"><strong>${known ? "A customer" : "Somebody"}</strong>${replaced ? ", replaced since" : ""}: <code>${JSON.stringify(feeling)}</code><br>${promise === null ? "" : `We promised, by ${by}: ${promise} `}(${receipt})</li>`;

function select(name, label, chosen, options) {
  return html`<label>${label} <select name="${name}">
${Object.entries(options).map(([value, text]) => html`<option value="${value}"${value === chosen ? html` selected` : ""}>${text}</option>`)}
</select></label>`;
}
