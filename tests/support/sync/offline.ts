// Work without a network.
import { vi } from "vitest";

/** Every request fails while it runs. */
export async function offline<T>(work: () => Promise<T>): Promise<T> {
  const { fetch } = globalThis;
  vi.stubGlobal("fetch", async () => {
    throw new TypeError("Failed to fetch");
  });
  try {
    return await work();
  } finally {
    vi.stubGlobal("fetch", fetch);
  }
}
