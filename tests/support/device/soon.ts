// Waits for a condition without a promise. The limit only ends a broken test: a slow machine is no fault.
import { vi } from "vitest";

export const soon = <T>(work: () => T | Promise<T>): Promise<T> => vi.waitFor(work, { timeout: 25_000, interval: 20 });
