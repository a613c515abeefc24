// Sync of a long record through a WebDAV server on loopback: first push, restore, one change, nothing new.
import { tell } from "../walk-sync.mjs";
import { serversHere } from "./dav-servers.mjs";
import { median, ratioOf } from "./statistics.mjs";
import { withTwoDevices } from "./sync-devices.mjs";

const CHANGES = 10;

export async function measureSync({ quick, add, say, ...means }) {
  const feelings = quick ? 5000 : 100_000;
  for (const name of serversHere()) {
    say(`sync of ${feelings} feelings through ${name}`);
    const row = (what, value, { unit = "", atMost, ...more } = {}) =>
      add({
        what: `sync through ${name}: ${what}`,
        unit,
        value,
        ...more,
        ...(atMost === undefined || quick ? {} : { atMost }),
      });
    await withTwoDevices(means, { name, feelings }, async (devices) => {
      addFirsts(row, feelings, devices);
      await addChanges(row, devices);
    });
  }
}

function addFirsts(row, feelings, { push, restore, bare }) {
  row(`first push of ${feelings.toLocaleString("en")} feelings`, push.took, { unit: "ms", atMost: 8000 });
  row("the same, sent", push.up / 1e6, { unit: "MB", atMost: 2 });
  row("the same, requests", push.requests, { atMost: 30 });
  const reference = "the same rows put into a bare IndexedDB";
  row("restore on a new device", restore.took, {
    unit: "ms",
    reference,
    ...ratioOf([restore.took], [bare]),
    atMost: 6000,
  });
  row("the same, requests", restore.requests);
  row("the same, greatest heap of the worker", restore.heap / 1e6, { unit: "MB", atMost: 80 });
}

async function addChanges(row, { page, other, proxy }) {
  const times = { push: [], pull: [] };
  const counts = { push: [], pull: [], idle: [] };
  for (let change = 0; change < CHANGES; change++) {
    await tell(page, "rate-visit", { company: "company-1.example", value: 1, another: true });
    times.push.push(await timed(proxy, page, counts.push));
    times.pull.push(await timed(proxy, other, counts.pull));
    await timed(proxy, other, counts.idle);
  }
  const typical = (list, member) => median(list.map((one) => one[member]));
  row("push of one change", median(times.push), { unit: "ms" });
  row("the same, sent", typical(counts.push, "up") / 1e3, { unit: "kB", atMost: 1.2 });
  row("the same, requests", typical(counts.push, "requests"), { atMost: 4 });
  row("pull of one change", median(times.pull), { unit: "ms" });
  row("the same, requests", typical(counts.pull, "requests"), { atMost: 2 });
  row("nothing new, received", typical(counts.idle, "down") / 1e3, { unit: "kB", atMost: 1.2 });
  row("the same, requests", typical(counts.idle, "requests"), { atMost: 1 });
}

async function timed(proxy, page, counts) {
  proxy.counted();
  const begun = performance.now();
  await tell(page, "sync-now", {});
  counts.push(proxy.counted());
  return performance.now() - begun;
}
