// The popup's view of a page that is too busy to answer at once.
import { h, render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { useTabView } from "../../../src/features/companies/use-tab-view.ts";
import { LOOK } from "../../support/data/site-view.ts";
import { soon } from "../../support/device/soon.ts";

const answers = vi.hoisted(() => ({ asked: [] as object[], give: [] as ((view: object) => void)[] }));

vi.mock("../../../src/platform/messages/send.ts", () => ({
  send: (_command: string, payload: object) => {
    answers.asked.push(payload);
    return new Promise((done) => answers.give.push(done));
  },
}));
vi.mock("../../../src/platform/browser/tabs.ts", () => ({ activeTab: async (id: number) => ({ id }) }));

const READ = { ...LOOK, unanswered: false };
const LATE = { ...LOOK, unanswered: true, participation: { state: "unreadable", fault: "timeout" } };
let again: (check?: boolean) => unknown;

function View() {
  const { view, again: lookAgain } = useTabView(7);
  again = lookAgain;
  return h("p", {}, view?.kind === "site" ? `${view.participation.state} ${view.unanswered}` : "nothing yet");
}

const give = (view: object) => act(async () => answers.give.shift()?.(view));
const text = () => document.querySelector("p")?.textContent;

beforeEach(async () => {
  [answers.asked, answers.give] = [[], []];
  await act(() => render(h(View, {}), document.body));
  await soon(() => expect(answers.asked).toEqual([{ tab: 7, check: false }]));
});
afterEach(() => act(() => render(null, document.body)));

test("shows what is stored of a page that does not answer, and its answer once it comes", async () => {
  await give(LATE);
  expect(text()).toBe("unreadable true");
  await soon(() => expect(answers.asked.slice(1)).toEqual([{ tab: 7, patient: true }]));
  await give(READ);
  expect(text()).toBe("takes-part false");
  expect(answers.asked).toHaveLength(2);
});

test("a page that never answers is read patiently once", async () => {
  await give(LATE);
  await soon(() => expect(answers.asked).toHaveLength(2));
  await give(LATE);
  expect(text()).toBe("unreadable true");
  expect(answers.asked).toHaveLength(2);
});

test("a check that the user asked for meanwhile wins over the patient reading", async () => {
  await give(LATE);
  await soon(() => expect(answers.asked).toHaveLength(2));
  await act(async () => void again(true));
  await soon(() => expect(answers.asked.at(-1)).toEqual({ tab: 7, check: true }));
  await act(async () => answers.give[1]?.(READ));
  await give(LATE);
  expect(text()).toBe("takes-part false");
});
