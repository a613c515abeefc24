// The bank's page: asks the customer's browser for the whole document, shows it, and follows each change.
import { acknowledge, getPreferences, onChange } from "/sdk/kit/site/browser.js";
import { describeWindow } from "/sdk/kit/site/index.js";

const byId = (id) => document.getElementById(id);
const usualHours = byId("call-promise")?.textContent;

onChange(show);
const preferences = await getPreferences();
show(preferences);
if (preferences !== null && sessionStorage.getItem("answered") !== preferences.issued) {
  sessionStorage.setItem("answered", preferences.issued);
  acknowledge({ receipt: `northbank ${preferences.issued}`, honours: { contact: "yes", treatment: "partly" } });
}
const handle = byId("customer")?.dataset.handle;
if (preferences !== null && handle !== undefined && sessionStorage.getItem("named") !== handle) {
  sessionStorage.setItem("named", handle);
  acknowledge({ handle });
}

/** `preferences`: null if the browser did not answer. The bank then stores nothing. */
function show(preferences) {
  const text = JSON.stringify(preferences);
  byId("live-preferences").textContent = preferences === null ? "none" : text;
  const rules = preferences?.contact?.rules ?? [];
  showReach(rules);
  showPromise(rules);
  showOffers(rules);
  const crossSell = document.querySelector("[data-testid=cross-sell]");
  if (crossSell !== null) crossSell.hidden = preferences?.treatment?.style?.includes("no-upsell") ?? false;
  fetch("/seen", { method: "POST", headers: { "Content-Type": "application/json" }, body: text }).catch(console.error);
}

function showReach(rules) {
  const rows = rules.map((rule) => [
    rule.about === undefined ? rule.kinds.join(", ") : `${rule.about.label}: ${rule.kinds.join(", ")}`,
    rule.want,
    rule.want === "no" ? "" : waysOf(rule),
  ]);
  if (rows.length === 0) rows.push(["Your browser has not answered this page.", "", ""]);
  byId("reach-table").tBodies[0].replaceChildren(...rows.map(rowOf));
}

function rowOf(texts) {
  const row = document.createElement("tr");
  for (const text of texts) row.insertCell().textContent = text;
  return row;
}

function waysOf({ via, when = [], limit, digest, urgent, note }) {
  const ways = [via === undefined ? "any way" : via.join(", then "), ...when.map(describeWindow)];
  if (limit !== undefined) ways.push(`at most ${limit.max} a ${limit.per}`);
  if (digest === true) ways.push("several in one");
  if (urgent === true) ways.push("in quiet hours too");
  if (note !== undefined) ways.push(`“${note}”`);
  return ways.join("; ");
}

/** The adviser's hours, on the mortgage page. */
function showPromise(rules) {
  const promise = byId("call-promise");
  if (promise === null) return;
  const about = rules.filter((rule) => rule.about?.product === "mortgage");
  const deciding = about.length > 0 ? about : rules.filter((rule) => !rule.about && rule.kinds.includes("service"));
  const calls = deciding.find(({ want, via }) => want === "yes" && (via === undefined || via.includes("call")));
  if (rules.length === 0) promise.textContent = usualHours;
  else if (calls === undefined) promise.textContent = "We will not call you about your mortgage.";
  else promise.textContent = `We will call you ${calls.when?.map(describeWindow).join(" or ") ?? "when it matters"}.`;
}

function showOffers(rules) {
  const banner = byId("offers-banner");
  const want = rules.find((rule) => rule.about === undefined && rule.kinds.includes("offers"))?.want;
  if (banner !== null) banner.hidden = want === "no" || want === "ask";
}
