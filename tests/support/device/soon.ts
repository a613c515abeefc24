// Waiting until something holds that nobody holds a promise of. The bound only ends a test that is broken: a slow machine is no fault.
import { vi } from "vitest";

export const soon = <T>(work: () => T | Promise<T>): Promise<T> => vi.waitFor(work, { timeout: 25_000, interval: 20 });
