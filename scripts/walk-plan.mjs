// Walks through a plan in a headless browser: allows a theme park to read it, sees it on the park's page, sends it, and
// finds the park's promise on the timeline.
import { until } from "./devtools.mjs";
import { DASHBOARD, openPopup, permitHost, startExtension } from "./walk.mjs";

const COMPANY = "larkmoor.localhost";

/** `saw` prints a step. */
export async function walkPlan({ program, profile, extension, parkUrl, saw }) {
  const { browser, id, root } = await startExtension({ program, profile, extension });
  const textOf = (page, selector) =>
    page.evaluate(`document.querySelector(${JSON.stringify(selector)})?.textContent.trim()`);
  try {
    await permitHost({ browser, id }, `http://${COMPANY}/*`);
    const park = await browser.open(`${parkUrl}visit`);
    const popup = await openPopup({ browser, id, root }, park);
    await popup.click("show-preview");
    await popup.click("allow");
    await popup.see("allowed");
    await browser.send("Target.closeTarget", { targetId: popup.targetId });
    await park.send("Page.reload");
    saw(`Allowed a theme park, which knows no plan yet: ${await park.see("park-plan")}`);

    const dashboard = await browser.open(`${root}${DASHBOARD}#/plans`);
    await writePlan(dashboard);
    await turnTo(dashboard, `companies/${COMPANY}/shared`);
    await dashboard.click("parts-fold");
    await dashboard.click("part-plans");
    await dashboard.click("confirm-yes");
    await until("the plan on the park's page", async () => (await textOf(park, "#plan")).includes("children"));
    saw(`Wrote a plan for it, and its open page suggests: ${await park.see("park-advice")}`);

    const asked = await openPopup({ browser, id, root }, park);
    const question = await asked.see("question-text");
    await asked.click("answer-1");
    const answer = await until("the exact answer", () => textOf(asked, '[data-testid="share-text"]'));
    await asked.click("share-confirm");
    await asked.see("question-answered");
    await browser.send("Target.closeTarget", { targetId: asked.targetId });
    saw(`Its page asked: ${question} Answered in the popup, exactly: ${answer}`);

    await turnTo(dashboard, "plans");
    await dashboard.click("plan-send");
    const text = await until("the exact text", () => textOf(dashboard, '[data-testid="share-text"]'));
    await dashboard.click("share-confirm");
    saw(`Sent the plan, exactly: ${text}`);
    await until("the park to accept it", () => textOf(dashboard, '[data-testid="plan-sent"][data-state="accepted"]'));
    const staff = await browser.open(`${parkUrl}staff`);
    saw(`The park received it: ${(await staff.see("park-item")).replace(/\s+/g, " ").trim()}`);

    const report = await browser.open(`${parkUrl}report`);
    const due = await until("the promise in the report", () =>
      report.evaluate(
        `[...document.querySelectorAll("li")].find((item) => item.textContent.includes("Hold"))?.textContent`,
      ),
    );
    saw(`Its report lists the promise: ${due}`);

    await turnTo(dashboard, `companies/${COMPANY}`);
    const reply = await until("the park's reply", () => textOf(dashboard, '[data-type="answered"] .note'));
    saw(`Its reply and its promise are on the timeline: ${reply}`);
    await dashboard.see("promise-kept");
  } finally {
    await browser.close();
  }
}

const turnTo = (dashboard, route) => dashboard.evaluate(`location.hash = ${JSON.stringify(`#/${route}`)}`);

async function writePlan(dashboard) {
  const year = String(new Date().getFullYear() + 1);
  await dashboard.click("plan-add");
  await dashboard.fill("plan-what", "A day at the park with the children");
  await dashboard.pick("plan-verb", "travel");
  await dashboard.pick("plan-earliest-year", year);
  await dashboard.pick("plan-earliest-month", "05");
  await dashboard.pick("plan-expires-year", year);
  await dashboard.pick("plan-audience", "companies");
  await dashboard.click(`plan-audience-company-${COMPANY}`);
  await dashboard.click("plan-save");
  await dashboard.see("plan-row");
}
