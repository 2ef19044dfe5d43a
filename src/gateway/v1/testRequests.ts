import { expect } from "vitest";

/** What requests of both protocols carry in tests. */

export const png = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ";
export const pdf = "data:application/pdf;base64,JVBERi0xLjQ=";

/** Why a request is refused. */
export function faultAt(read: () => unknown): unknown {
  try {
    read();
  } catch (error) {
    return error;
  }
  return expect.unreachable("it was taken");
}
