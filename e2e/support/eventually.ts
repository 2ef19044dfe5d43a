import { expect } from "vitest";

/** Looks again and again until the expectation holds: pages turn in their own time. */
export function eventually<T>(read: () => T | Promise<T>, timeoutMs = 20_000) {
  return expect.poll(read, { timeout: timeoutMs, interval: 50 });
}
