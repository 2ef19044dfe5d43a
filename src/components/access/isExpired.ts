import type { AccessKeyView } from "@/types/access";

/** Whether a key opens nothing any more. */
export function isExpired({ expiresAt }: Pick<AccessKeyView, "expiresAt">, nowMs = Date.now()): boolean {
  return expiresAt !== undefined && Date.parse(expiresAt) <= nowMs;
}
