// The customer's pages. Each follows the preferences that it read, and states them in a sentence.
import { html } from "./html.mjs";
import { KINDS, PARTICIPATION_LINK, PARTICIPATION_PATH } from "./kits.mjs";

const NAVIGATION = { "/": "Home", "/accounts": "Accounts", "/mortgage": "Mortgage", "/staff": "Staff" };

/** `script`: the page requests the full document from the customer's browser, and follows changes. */
export function layout({ path, title, script = true }, content) {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Northbank</title>
<link rel="${PARTICIPATION_LINK}" href="${PARTICIPATION_PATH}">
<link rel="stylesheet" href="/bank.css">
${script ? html`<script type="module" src="/customer.js"></script>` : ""}
</head>
<body>
<header class="top">
<a class="brand" href="/"><svg viewBox="0 0 32 32" width="32" height="32" aria-hidden="true"><path d="M16 3 30 27H2Z" fill="currentColor"/><path d="m16 3 5 9-5 3-5-3Z" fill="#fff"/></svg>Northbank</a>
<nav aria-label="Main"><ul>
${Object.entries(NAVIGATION).map(([href, label]) => html`<li><a href="${href}"${path === href ? html` aria-current="page"` : ""}>${label}</a></li>`)}
</ul></nav>
</header>
${content}
<footer><p>Northbank is an example and holds no money. It takes part in customer-managed relationships, draft 0.1.</p></footer>
</body>
</html>
`;
}

export function homePage(context) {
  return customerPage(
    { path: "/", title: "Home" },
    context,
    html`
<section class="hero">
<h1>Welcome back</h1>
<p>Your accounts at a glance, and nothing you did not ask for.</p>
</section>
<div class="cards">
<a class="card" href="/accounts"><h2>Current account</h2><p class="amount">£2,481.06</p><p>Last payment: Greengrocer, £14.20</p></a>
<a class="card" href="/mortgage"><h2>Mortgage</h2><p class="amount">£143,900.00</p><p>Fixed at 3.9 % until May 2028</p></a>
</div>`,
  );
}

export function accountsPage(context) {
  const isUpsellWelcome = !(context.preferences?.style.includes("no-upsell") ?? false);
  return customerPage(
    { path: "/accounts", title: "Accounts" },
    context,
    html`
<h1>Current account</h1>
<p class="amount">£2,481.06</p>
<table>
<caption>Last payments</caption>
<thead><tr><th scope="col">Day</th><th scope="col">To</th><th scope="col" class="number">Amount</th></tr></thead>
<tbody>
<tr><td>21 November</td><td>Greengrocer</td><td class="number">£14.20</td></tr>
<tr><td>19 November</td><td>Harbour Energy</td><td class="number">£62.00</td></tr>
<tr><td>17 November</td><td>City Library</td><td class="number">£3.50</td></tr>
</tbody>
</table>
<p class="small" id="customer" data-handle="${context.handle}">Your browser may fetch what we have noted about you, under the name that this page gave it.</p>
${isUpsellWelcome ? html`<aside class="note" data-testid="cross-sell"><h2>Goes well with it</h2><p>People with a current account often add our travel insurance.</p></aside>` : ""}`,
  );
}

export function mortgagePage(context) {
  return customerPage(
    { path: "/mortgage", title: "Mortgage" },
    context,
    html`
<h1>Mortgage</h1>
<p class="amount">£143,900.00</p>
<p>Fixed at 3.9 % until May 2028. The next payment of £812.40 is due on 1 December.</p>
<h2>Your adviser</h2>
<p>Ada Merriweather looks after your mortgage.</p>
<p class="note" data-testid="call-promise" id="call-promise" aria-live="polite">We call about mortgages Mon–Fri 09:00–17:00.</p>`,
  );
}

export function missingPage() {
  return layout(
    { path: "", title: "Not found", script: false },
    html`<main class="alone"><h1>Not found</h1><p>There is no such page.</p></main>`,
  );
}

function customerPage(page, context, content) {
  const wish = context.preferences?.kinds.offers;
  return layout(
    page,
    html`
${wish === "no" || wish === "ask" ? "" : html`<aside class="banner" id="offers-banner" data-testid="offers-banner" aria-label="Offer"><p><strong>5.1 % on savings.</strong> Open a saver by Friday and the first month is on us.</p></aside>`}
<div class="columns">
<main>${content}</main>
<aside class="told" aria-labelledby="told">
<h2 id="told">What you told us</h2>
<p>${sentenceOf(context)}</p>
<p class="small">On this request: <code data-testid="sees-header">${context.header ?? "none"}</code></p>
<h3>How we may reach you</h3>
<div class="scroll"><table data-testid="reach-table" id="reach-table">
<thead><tr><th scope="col">About</th><th scope="col">Answer</th><th scope="col">How and when</th></tr></thead>
<tbody><tr><td colspan="3">Your browser has not answered this page.</td></tr></tbody>
</table></div>
<details><summary>Everything that your browser told this page</summary><pre data-testid="live-preferences" id="live-preferences" tabindex="0">none</pre></details>
</aside>
</div>`,
  );
}

/** The header's content as a sentence. */
function sentenceOf({ header, preferences }) {
  if (header === null) return "Your browser told us nothing.";
  if (preferences === null) return "Your browser told us something that we cannot read, so we ignore it.";
  const { kinds, style, terms, more } = preferences;
  const words = KINDS.flatMap((kind) => (kinds[kind] === undefined ? [] : `${kind} ${kinds[kind]}`));
  if (style.length > 0) words.push(`style ${style.join(" and ")}`);
  if (terms !== null) words.push(`terms ${terms}`);
  if (more) words.push("and more that this page may ask for");
  return words.length === 0 ? "Your browser told us nothing." : `Your browser told us: ${words.join(", ")}.`;
}
