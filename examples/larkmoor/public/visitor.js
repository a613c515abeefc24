// The park's page: asks the visitor's browser for plans, shows the first one, and adds a suggestion.
import { acknowledge, askCustomer, getPreferences, onChange } from "/sdk/kit/site/browser.js";

const DAY_TICKET = 38;
const AFTERNOON_TICKET = 22;
const byId = (id) => document.getElementById(id);
const pounds = new Intl.NumberFormat("en-GB", { style: "currency", currency: "GBP", maximumFractionDigits: 0 });

onChange(show);
const preferences = await getPreferences();
show(preferences);
if (preferences !== null && sessionStorage.getItem("answered") !== preferences.issued) {
  sessionStorage.setItem("answered", preferences.issued);
  // The guest is signed in: with this handle, the guest may later send under a name.
  acknowledge({ honours: { plans: "yes", contact: "yes" }, handle: byId("plan").dataset.handle });
}

/** `preferences`: null if the browser did not answer. */
function show(preferences) {
  const [plan] = preferences?.plans ?? [];
  byId("plan").textContent = plan === undefined ? "Your browser has shared no plan with this page." : plan.what;
  byId("details").replaceChildren(...(plan === undefined ? [] : detailsOf(plan).map(itemOf)));
  byId("suggestion").hidden = plan === undefined;
  byId("advice").textContent = plan === undefined ? "" : adviceOn(plan);
  if (plan !== undefined && plan.replies !== "none") askCustomer(question());
}

/** The id is the same for everybody, so that an anonymous answer stays anonymous. The browser shows the question once, outside the page. */
function question() {
  const expires = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
  return {
    id: "quiet-day",
    text: "Which quiet day suits you best?",
    why: "We then hold tickets for it.",
    use: "service",
    keep: "P30D",
    answer: ["Tuesday", "Wednesday", "Another day"],
    expires,
    lang: "en",
  };
}

function itemOf(text) {
  const item = document.createElement("li");
  item.textContent = text;
  return item;
}

/** "May 2027" for 2027-05. */
function dateWords(date) {
  const parts = {
    year: "numeric",
    ...(date.length > 4 && { month: "long" }),
    ...(date.length > 7 && { day: "numeric" }),
  };
  return new Intl.DateTimeFormat("en-GB", { ...parts, timeZone: "UTC" }).format(new Date(date));
}

function detailsOf({ when, quantity, budget, must, avoid, expires }) {
  const details = [];
  if (when !== undefined)
    details.push(`When: ${[when.earliest, when.latest].filter(Boolean).map(dateWords).join(" to ")}`);
  if (quantity !== undefined) details.push(`How many: ${quantity}`);
  if (budget?.max !== undefined) details.push(`At most: ${budget.max} ${budget.currency}`);
  if (must !== undefined) details.push(`Must: ${must}`);
  if (avoid !== undefined) details.push(`Not: ${avoid}`);
  details.push(`We forget it after ${dateWords(expires)}.`);
  return details;
}

function adviceOn({ quantity = 2, budget }) {
  const full = quantity * DAY_TICKET;
  const isTooMuch = budget?.currency === "GBP" && budget.max !== undefined && budget.max < full;
  const [total, ticket] = isTooMuch
    ? [quantity * AFTERNOON_TICKET, "afternoon tickets, from 15:00"]
    : [full, "day tickets"];
  return `Tuesday or Wednesday, when queues are shortest: ${quantity} ${ticket}, ${pounds.format(total)} together.`;
}
