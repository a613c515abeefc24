// The park's pages. Hono's `html` escapes every value, so visitors' words stay plain text.
import { html } from "hono/html";
import { PARTICIPATION_LINK, PARTICIPATION_PATH } from "./kits.mjs";

const NAVIGATION = { "/": "The park", "/visit": "Plan a visit", "/staff": "Staff" };

function layout({ path, title, script = false }, content) {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Larkmoor Park</title>
<link rel="icon" href="/park.svg">
<link rel="${PARTICIPATION_LINK}" href="${PARTICIPATION_PATH}">
<link rel="stylesheet" href="/park.css">
${script ? html`<script type="module" src="/visitor.js"></script>` : ""}
</head>
<body>
<header class="top">
<a class="brand" href="/">Larkmoor</a>
<nav aria-label="Main"><ul>
${Object.entries(NAVIGATION).map(([href, label]) => html`<li><a href="${href}" ${path === href ? html`aria-current="page"` : ""}>${label}</a></li>`)}
</ul></nav>
</header>
<main>${content}</main>
<footer><p>Larkmoor Park is an example and has no rides. It takes part in customer-managed relationships, draft 0.1.</p></footer>
</body>
</html>`;
}

/** `preferences`: the summary in the request header, or null. */
export function homePage(preferences) {
  const offers = preferences?.kinds.offers;
  return layout(
    { path: "/", title: "The park" },
    html`
<section class="hero">
<div><h1>Forty rides, one moor, no hurry.</h1>
<p>Open every day from 10:00. The moor railway runs until dusk.</p>
<p><a class="button" href="/visit">Plan a visit</a></p></div>
<img src="/park.svg" alt="" width="480" height="300">
</section>
${offers === "no" || offers === "ask" ? "" : html`<aside class="offer" data-testid="park-offer" aria-label="Offer"><p><strong>Annual pass, £89 until Sunday.</strong> It pays for itself on the third visit.</p></aside>`}
<section class="cards" aria-label="Highlights">
<article><h2>The Wheel</h2><p>Sixty metres, and the sea on a clear day.</p></article>
<article><h2>Peat Rapids</h2><p>You will get wet. There are dryers.</p></article>
<article><h2>Quiet hour</h2><p>No music and low lights, every day from 10:00 to 11:00.</p></article>
</section>`,
  );
}

/** `handle`: the park's name for the signed-in guest. The guest's own browser may send it back. */
export function visitPage(handle) {
  return layout(
    { path: "/visit", title: "Plan a visit", script: true },
    html`
<h1>Plan a visit</h1>
<section class="panel" aria-labelledby="yours">
<h2 id="yours">Your plan</h2>
<p id="plan" data-testid="park-plan" data-handle="${handle}" aria-live="polite">Your browser has shared no plan with this page.</p>
<ul id="details" class="details"></ul>
</section>
<section class="panel suggestion" id="suggestion" aria-labelledby="ours" hidden>
<h2 id="ours">What we suggest</h2>
<p id="advice" data-testid="park-advice"></p>
</section>
<section aria-labelledby="prices">
<h2 id="prices">Tickets</h2>
<table>
<thead><tr><th scope="col">Ticket</th><th scope="col" class="number">Price</th></tr></thead>
<tbody>
<tr><td>Day ticket</td><td class="number">£38</td></tr>
<tr><td>Afternoon ticket, from 15:00</td><td class="number">£22</td></tr>
<tr><td>Annual pass</td><td class="number">£95</td></tr>
</tbody>
</table>
</section>
<p class="small">Have no plan in your browser yet? Write one in Regards, show it to Larkmoor, and this page changes while it is
open. Or send it to us from there: our reply comes back to your timeline.</p>`,
  );
}

const KIND_WORDS = { plan: "A plan", answer: "An answer", feeling: "A feeling", preferences: "Wishes" };

/** A real park shows this to its staff only. */
export function staffPage(items) {
  return layout(
    { path: "/staff", title: "Staff" },
    html`
<h1>What visitors sent us</h1>
<p><a href="/report">The same in numbers</a>, for people who need not read what somebody wrote.</p>
${items.length === 0 ? html`<p>Nothing yet.</p>` : html`<ol class="items" data-testid="park-items">${items.map(itemOf)}</ol>`}`,
  );
}

const itemOf = ({
  kind,
  known,
  at,
  body,
  promise,
  promise_by: by,
  replaced,
}) => html`<li class="panel" data-testid="park-item">
<h2>${KIND_WORDS[kind]} ${known ? "of a guest" : "from somebody"}${replaced ? ", replaced since" : ""}</h2>
<dl>${Object.entries(body[kind] ?? body).map(([name, value]) => html`<dt>${name}</dt><dd>${typeof value === "object" ? JSON.stringify(value) : value}</dd>`)}</dl>
${promise === null ? "" : html`<p>We promised: ${promise} By ${by}.</p>`}
<p class="small"><time datetime="${at}">${at.slice(0, 16).replace("T", " ")}</time></p>
</li>`;

export const missingPage = () =>
  layout({ path: "", title: "Not found" }, html`<h1>Not found</h1><p>There is no such page. The moor is that way.</p>`);
