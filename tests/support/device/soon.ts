// Waits for a condition that has no promise. The limit only ends a broken test; a slow machine does not reach it.
import { vi } from "vitest";

export const soon = <T>(work: () => T | Promise<T>): Promise<T> => vi.waitFor(work, { timeout: 25_000, interval: 20 });
