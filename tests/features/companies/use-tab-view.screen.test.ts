// The popup's view of a page that is too busy to answer at once.
import { h, render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { LOOK } from "../../support/data/site-view.ts";
import { settled } from "../../support/device/settle.ts";
import { soon } from "../../support/device/soon.ts";
import { forgetModules } from "../../support/device/start-anew.ts";

const READ = { ...LOOK, unanswered: false };
const LATE = { ...LOOK, unanswered: true, participation: { state: "unreadable", fault: "timeout" } };

/** Payloads of the questions to the background, and how to answer the open ones. */
let asked: object[] = [];
let open: ((view: object) => void)[] = [];
let again: (check?: boolean) => unknown;

const give = (view: object) => act(async () => open.shift()?.(view));
const shows = (text: string) => soon(() => expect(document.querySelector("p")?.textContent).toBe(text));

beforeEach(async () => {
  forgetModules();
  [asked, open] = [[], []];
  vi.doMock("webextension-polyfill", () => ({
    default: {
      runtime: {
        sendMessage: ({ payload }: { payload: object }) => {
          asked.push(payload);
          return new Promise((done) => open.push((value) => done({ value })));
        },
      },
      tabs: { get: async (id: number) => ({ id }) },
    },
  }));
  const { useTabView } = await import("../../../src/features/companies/use-tab-view.ts");
  function View() {
    const { view, again: lookAgain } = useTabView(7);
    again = lookAgain;
    return h("p", {}, view?.kind === "site" ? `${view.participation.state} ${view.unanswered}` : "nothing yet");
  }
  await act(() => render(h(View, {}), document.body));
  await soon(() => expect(asked).toEqual([{ tab: 7, check: false }]));
});
afterEach(() => act(() => render(null, document.body)));

test("shows what is stored of a page that does not answer, and its answer once it comes", async () => {
  await give(LATE);
  await shows("unreadable true");
  await soon(() => expect(asked.slice(1)).toEqual([{ tab: 7, patient: true }]));
  await give(READ);
  await shows("takes-part false");
  expect(asked).toHaveLength(2);
});

test("a page that never answers is read patiently once", async () => {
  await give(LATE);
  await soon(() => expect(asked).toHaveLength(2));
  await give(LATE);
  await settled();
  await shows("unreadable true");
  expect(asked).toHaveLength(2);
});

test("a check that the user asked for meanwhile wins over the patient reading", async () => {
  await give(LATE);
  await soon(() => expect(asked).toHaveLength(2));
  await act(async () => void again(true));
  await soon(() => expect(asked.at(-1)).toEqual({ tab: 7, check: true }));
  await act(async () => open[1]?.(READ));
  await give(LATE);
  await settled();
  await shows("takes-part false");
});
