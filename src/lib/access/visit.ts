import type { Services } from "@/lib/services";
import { AppError } from "@/types/errors";
import type { Admitted } from "./admission";

/** By what somebody was let in. */
export type Visit = Pick<Admitted, "session" | "key" | "link">;

/**
 * Calls `end` with the reason once what let somebody in does so no more: what lasts longer than its request, such as a
 * stream of events, is for nobody then. Returns what stops the watching; undefined where nothing was needed to come in.
 */
export function watchVisit(
  { door, accessKeys, pageLinks }: Pick<Services, "door" | "accessKeys" | "pageLinks">,
  { session, key, link }: Visit,
  end: (why: AppError) => void,
): (() => void) | undefined {
  const over = (why: string) => () => end(new AppError("login_required", why));
  if (key !== undefined) return accessKeys.watch(key.id, over("This access key was revoked, or has expired."));
  if (session !== undefined) return door.watch(session, over("Your session has ended. Sign in again."));
  if (link !== undefined) return pageLinks.watch(link.id, over("This link was revoked."));
  return undefined;
}
