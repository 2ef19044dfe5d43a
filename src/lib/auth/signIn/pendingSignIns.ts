import type { StoredDocument, StoredPending } from "@/lib/auth/store/authFileSchema";
import { isSameText } from "@/lib/security/sameText";

/** The part of a document that holds sign-ins. */
interface Pendings<P extends StoredPending> {
  pending: P[];
}

/** A sign-in in the browser waits this long for the person. */
export const PENDING_LIFETIME_MS = 10 * 60_000;
const MAX_ATTEMPTS = 10;
/** Ways of one kind in one attempt: reopening the dialog begins them anew, and an older tab may still come back. */
const MAX_SAME_WAYS = 3;
/** An ended sign-in is remembered a while, so that a late browser is told that it came too late. */
const MEMORY_MS = 60 * 60_000;

export function isExpired(pending: StoredPending, nowMs: number): boolean {
  return nowMs >= Date.parse(pending.expires_at);
}

/** Sign-ins that a person may still see: waiting, or ended not long ago. */
export function presentPending<P extends StoredPending>(document: Pendings<P>, nowMs: number): P[] {
  return document.pending.filter((pending) => !isExpired(pending, nowMs));
}

/** Sign-ins that may still end well, by one method or by any. */
export function openPending<P extends StoredPending>(document: Pendings<P>, nowMs: number, method?: P["method"]): P[] {
  return presentPending(document, nowMs).filter(
    (pending) => isOpen(pending) && (method === undefined || pending.method === method),
  );
}

/** Whether the listener has anybody to wait for. */
export function hasWaiting(document: StoredDocument, nowMs: number): boolean {
  return openPending(document, nowMs, "browser").length > 0;
}

function isOpen({ status }: StoredPending): boolean {
  return status === "waiting" || status === "exchanging";
}

export function findPending<P extends StoredPending>(document: Pendings<P>, state: string): P | undefined {
  return document.pending.find((pending) => isSameText(pending.state, state));
}

/** Who gives way first when there are too many: what has ended, then the oldest that waits. */
const evictionOrder: Record<StoredPending["status"], number> = { done: 0, failed: 0, waiting: 1, exchanging: 2 };

/** Adds one, and forgets what is long over or one too many: whole attempts, and ways of its kind. */
export function addPending<P extends StoredPending>(document: Pendings<P>, added: P, nowMs: number): void {
  const kept = document.pending.filter(({ expires_at }) => nowMs < Date.parse(expires_at) + MEMORY_MS);
  const attempts = Map.groupBy(kept, ({ attempt_id }) => attempt_id);
  const isSameWay = ({ method, route }: P) => method === added.method && route === added.route;
  const ways = (attempts.get(added.attempt_id) ?? []).filter(isSameWay);
  attempts.delete(added.attempt_id);
  const evicted = new Set([
    ...firstToGo([...attempts.values()], MAX_ATTEMPTS - 1).flat(),
    ...firstToGo(
      ways.map((way) => [way]),
      MAX_SAME_WAYS - 1,
    ).flat(),
  ]);
  document.pending = [...kept.filter((pending) => !evicted.has(pending)), added];
}

/** The surplus over `room`; a group counts as its liveliest member. */
function firstToGo<P extends StoredPending>(groups: P[][], room: number): P[][] {
  const rank = (group: P[]) => Math.max(...group.map(({ status }) => evictionOrder[status]));
  return groups.toSorted((a, b) => rank(a) - rank(b)).slice(0, Math.max(0, groups.length - room));
}

/** The first way that succeeds gives the whole attempt its outcome: the others lead nowhere any more. */
export function finishAttempt(document: StoredDocument, { attempt_id }: StoredPending, accountId: string): void {
  for (const pending of document.pending) {
    if (pending.attempt_id !== attempt_id) continue;
    pending.status = "done";
    pending.account_id = accountId;
    pending.error = null;
    pending.code_verifier = null;
  }
}
