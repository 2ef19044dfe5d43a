import { randomUUID } from "node:crypto";

/** As OpenAI's look: `resp_…`, `msg_…`. */
export function newId(prefix: string): string {
  return prefix + randomUUID().replaceAll("-", "");
}
