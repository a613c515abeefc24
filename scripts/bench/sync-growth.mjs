// Growth of sync with the record: first push and restore of 10,000, 100,000 and 300,000 feelings. Only on request.
import { serversHere } from "./dav-servers.mjs";
import { ratioOf } from "./statistics.mjs";
import { withTwoDevices } from "./sync-devices.mjs";

const SIZES = [10_000, 100_000, 300_000];

export async function measureSyncGrowth({ quick, add, say, ...means }) {
  const [name] = serversHere();
  if (name === undefined) throw new Error("no WebDAV server on this machine");
  for (const feelings of quick ? [1000, 3000] : SIZES) {
    say(`growth of sync: ${feelings} feelings through ${name}`);
    await withTwoDevices(means, { name, feelings }, async ({ push, restore, bare }) => {
      const row = (what, value, more) =>
        add({ what: `${feelings.toLocaleString("en")} feelings: ${what}`, value, ...more });
      row("first push", push.took, { unit: "ms" });
      row("first push, sent", push.up / 1e6, { unit: "MB" });
      row("first push, requests", push.requests, { unit: "" });
      const reference = "the same rows put into a bare IndexedDB";
      row("restore", restore.took, { unit: "ms", reference, ...ratioOf([restore.took], [bare]) });
      row("restore, requests", restore.requests, { unit: "" });
      row("restore, greatest heap of the worker", restore.heap / 1e6, { unit: "MB" });
    });
  }
}
