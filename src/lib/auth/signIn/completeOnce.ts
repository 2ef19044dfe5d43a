import type { StoredDocument } from "@/lib/auth/store/authFileSchema";
import type { AuthStore } from "@/lib/auth/store/authStore";
import type { Lock } from "@/lib/storage/ports";
import { findPending, finishAttempt, isExpired } from "./pendingSignIns";
import { expired, fromPendingError, interrupted, toPendingError, unknownState } from "./signInErrors";

export interface CompletionContext<D extends StoredDocument> {
  store: AuthStore<D>;
  /** One sign-in is finished at a time, in all processes. */
  lock: Lock;
  now: () => number;
}

/** Which of the pending sign-ins. */
export interface SignInWay {
  state: string;
  method: "browser" | "device";
}

type PendingOf<D extends StoredDocument> = D["pending"][number];

/** What is an issuer's own in a sign-in. Each step throws `AppError`, which then is the outcome. */
export interface SignInSteps<D extends StoredDocument, Grant, SignedIn> {
  /** What the person came back with, checked. */
  toGrant(pending: PendingOf<D>): Promise<Grant>;
  /** Kept in the same write that says the code is being sent. */
  exchanging?(document: D, grant: Grant): void;
  /** Asks the issuer. */
  obtain(pending: PendingOf<D>, grant: Grant): Promise<SignedIn>;
  /** @returns the account's id */
  store(document: D, pending: PendingOf<D>, signedIn: SignedIn): Promise<string>;
}

/**
 * Finishes a sign-in, once: whoever brings the same answer again, also from another process, gets the first outcome.
 * @returns the account's id
 * @throws AppError `state_mismatch`, `flow_expired`, and what the steps throw
 */
export function completeOnce<D extends StoredDocument, Grant, SignedIn>(
  context: CompletionContext<D>,
  { state, method }: SignInWay,
  steps: SignInSteps<D, Grant, SignedIn>,
): Promise<string> {
  return context.lock.run(async () => {
    const pending = find((await context.store.read()).document, state);
    if (pending?.method !== method) throw unknownState();
    if (pending.status === "done" && pending.account_id !== null) return pending.account_id;
    if (pending.status === "failed") throw fromPendingError(pending.error);
    try {
      return await complete(context, pending, steps);
    } catch (error) {
      await edit(context, pending, (row) => {
        row.status = "failed";
        row.code_verifier = null;
        row.error = toPendingError(error);
      });
      throw error;
    }
  });
}

async function complete<D extends StoredDocument, Grant, SignedIn>(
  context: CompletionContext<D>,
  pending: PendingOf<D>,
  steps: SignInSteps<D, Grant, SignedIn>,
): Promise<string> {
  // The lock is ours, so whoever began to exchange the code is dead.
  if (pending.status === "exchanging") throw interrupted();
  if (isExpired(pending, context.now())) throw expired();
  const grant = await steps.toGrant(pending);
  // Written before the code is sent: after a crash it must not be sent a second time.
  await edit(context, pending, (row, document) => {
    row.status = "exchanging";
    steps.exchanging?.(document, grant);
  });
  const signedIn = await steps.obtain(pending, grant);
  return context.store.update(async (document) => {
    const row = find(document, pending.state);
    // Cancelled or disconnected meanwhile: then what came is dropped.
    if (row === undefined) throw unknownState();
    const accountId = await steps.store(document, row, signedIn);
    finishAttempt(document, row, accountId);
    return accountId;
  });
}

function edit<D extends StoredDocument>(
  context: CompletionContext<D>,
  { state }: PendingOf<D>,
  change: (row: PendingOf<D>, document: D) => void,
): Promise<void> {
  return context.store.update((document) => {
    const row = find(document, state);
    if (row !== undefined) change(row, document);
  });
}

function find<D extends StoredDocument>(document: D, state: string): PendingOf<D> | undefined {
  return findPending<PendingOf<D>>(document, state);
}
