import { randomBytes } from "node:crypto";

/** As OpenAI's look: `resp_…`, `msg_…`. */
export function newId(prefix: string): string {
  return prefix + randomBytes(18).toString("hex");
}
