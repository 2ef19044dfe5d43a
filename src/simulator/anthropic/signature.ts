import { createHash } from "node:crypto";

/** What proves that thoughts came from here and were not changed. */
export function signThoughts(thinking: string, model: string): string {
  return `sim-${createHash("sha256").update(`${model}\n${thinking}`).digest("base64url")}`;
}

export function isSignature(signature: unknown): boolean {
  return typeof signature === "string" && /^sim-[\w-]{43}$/.test(signature);
}
