// A browser over the DevTools pipe, without dependencies: starts it, loads the extension, reads and clicks in its
// documents.
import { spawn } from "node:child_process";
import { setTimeout as rest } from "node:timers/promises";

const POLL_MILLISECONDS = 50;
const PATIENCE_MILLISECONDS = 15_000;

/** Retries until the answer is truthy. On a timeout, throws an error that names the awaited fact. */
export async function until(what, attempt) {
  const end = Date.now() + PATIENCE_MILLISECONDS;
  for (;;) {
    const answer = await attempt().catch(() => null);
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`waited in vain for: ${what}`);
    await rest(POLL_MILLISECONDS);
  }
}

export async function startBrowser(program, { profile, headless, args = [] }) {
  const child = spawn(
    program,
    [
      "--remote-debugging-pipe",
      "--enable-unsafe-extension-debugging",
      "--no-first-run",
      "--no-default-browser-check",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      `--user-data-dir=${profile}`,
      ...(headless ? ["--headless=new"] : []),
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
      ...args,
      "about:blank",
    ],
    { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] },
  );
  const waiting = new Map();
  let buffered = "";
  let last = 0;
  child.stdio[4].on("data", (chunk) => {
    buffered += chunk;
    const messages = buffered.split("\0");
    buffered = messages.pop() ?? "";
    for (const { id, error, result } of messages.map((text) => JSON.parse(text))) {
      const { done, fail } = waiting.get(id) ?? {};
      waiting.delete(id);
      if (error) fail?.(new Error(error.message));
      else done?.(result);
    }
  });
  const ended = new Promise((done) => child.on("exit", done));
  child.stdio[3].on("error", () => {});
  void ended.then(() => {
    for (const { fail } of waiting.values()) fail(new Error("the browser ended"));
  });

  const send = (method, params = {}, sessionId = undefined) =>
    new Promise((done, fail) => {
      const id = ++last;
      waiting.set(id, { done, fail });
      child.stdio[3].write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });

  const targets = async (type) => {
    const { targetInfos } = await send("Target.getTargets", { filter: [{ exclude: false }] });
    return targetInfos.filter((target) => type === undefined || target.type === type);
  };

  /** A document: `evaluate` runs an expression in it, `click` presses the element of a test id. */
  const attach = async (targetId) => {
    const { sessionId } = await send("Target.attachToTarget", { targetId, flatten: true });
    const evaluate = async (expression) => {
      const reply = await send(
        "Runtime.evaluate",
        { expression, awaitPromise: true, returnByValue: true, userGesture: true },
        sessionId,
      );
      if (reply.exceptionDetails)
        throw new Error(reply.exceptionDetails.exception?.description ?? reply.exceptionDetails.text);
      return reply.result.value;
    };
    /** Sets a field like a user, and waits until the page has drawn the result. */
    const set = async (testId, value, events) => {
      await until(testId, () => evaluate(`${find(testId)} !== null`));
      await evaluate(
        `(async () => { const field = ${find(testId)}; field.value = ${JSON.stringify(value)}; for (const name of ${JSON.stringify(events)}) field.dispatchEvent(new Event(name, { bubbles: true })); await new Promise((done) => setTimeout(done, 50)); })()`,
      );
    };
    const find = (testId) => `document.querySelector('[data-testid="${testId}"]')`;
    return {
      targetId,
      evaluate,
      send: (method, params) => send(method, params, sessionId),
      see: (testId) => until(testId, () => evaluate(`${find(testId)}?.textContent ?? null`)),
      async click(testId) {
        await until(testId, () => evaluate(`${find(testId)} !== null`));
        await evaluate(`${find(testId)}.click()`);
      },
      pick: (testId, value) => set(testId, value, ["change"]),
      fill: (testId, value) => set(testId, value, ["input", "change"]),
    };
  };

  return {
    send,
    targets,
    attach,
    ended,
    async open(url) {
      const { targetId } = await send("Target.createTarget", { url });
      const page = await attach(targetId);
      await until(url, () => page.evaluate("document.readyState === 'complete' && location.href !== 'about:blank'"));
      return page;
    },
    async close() {
      await send("Browser.close").catch(() => {});
      const timer = setTimeout(() => child.kill("SIGKILL"), 5000);
      await ended;
      clearTimeout(timer);
    },
    stop: () => child.kill(),
    /** Ends the browser at once, like a crash or a power cut. */
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}
