import { createCallRate } from "@/lib/security/callRate";
import { parseJson } from "@/lib/security/requestBody";
import { networkOf } from "@/lib/security/wrongPasswords";
import { AppError, isAppError } from "@/types/errors";
import type { Value } from "@/types/run";
import type { Delivery, HookStarted, TriggerOf } from "@/types/triggers";
import { type FireParts, fire, newDeliveryId, settleLost } from "./fire";
import { type RunOutcome, runOutcome } from "./runOutcome";
import { digestOf, plainSignature, requireSigned, type Signed } from "./signature";
import type { TriggerState } from "./triggerState";
import type { TriggerStore } from "./triggerStore";
import { notYours } from "./triggers";

const MINUTE_MS = 60_000;
/** Of one hook in a minute, in one process. */
const MAX_CALLS = 60;
/** Of one network in five minutes. */
const MAX_WRONG = 20;
const KEPT_MS = 24 * 60 * MINUTE_MS;
/** Of one hook. */
const MAX_KEPT = 2000;

/** With which another program comes in. */
export interface HookKey {
  name: string;
  /** Whose it is, where people have names. */
  person?: string;
  /** That alone may pay. */
  accounts?: readonly string[];
}

export interface HookCall extends Signed {
  /** The network address that asks. */
  address: string;
  /** A signature is asked for where none is given. */
  key?: HookKey;
  idempotencyKey: string | null;
}

export interface Hooks {
  /**
   * Starts a run, or gives the one that the same call started before.
   * @throws AppError `not_found`, `login_required`, `not_allowed`, `rate_limited`, `conflict` (the same idempotency key
   * with another body; the same signature again), `invalid_request`, what starting a run throws
   */
  take(id: string, call: HookCall): Promise<Delivery & { run: string }>;
  /** What a run gave where it ends within a time, and that it goes on where not. @throws AppError `not_found`, `storage_failed` */
  answer(id: string, run: string, waitMs: number, signal: AbortSignal): Promise<RunOutcome | HookStarted>;
}

type Hook = TriggerOf<"hook">;

export interface HooksOptions extends FireParts {
  store: TriggerStore;
}

export function createHooks(parts: HooksOptions): Hooks {
  const { store, states, now } = parts;
  const wrong = createCallRate({
    most: MAX_WRONG,
    windowMs: 5 * MINUTE_MS,
    message: "Too many calls of hooks from this address were refused. Wait, then sign them as the guide says.",
    now,
  });
  const rate = createCallRate({
    most: MAX_CALLS,
    windowMs: MINUTE_MS,
    message: `This hook was called ${MAX_CALLS} times within a minute. Wait, then call it again.`,
    now,
  });

  /** Gives the hook, and until when its signature would hold. */
  async function admit(id: string, call: HookCall): Promise<{ hook: Hook; signedUntilMs?: number }> {
    try {
      const hook = await findHook(store, id);
      if (call.key !== undefined) requireOwnKey(hook, call.key);
      const signedUntilMs =
        call.key === undefined ? requireSigned((await store.secretOf(id)) ?? newDeliveryId(), call, now()) : undefined;
      return { hook, signedUntilMs };
    } catch (error) {
      if (isAppError(error) && error.code !== "storage_failed") {
        const network = networkOf(call.address);
        wrong.check(network);
        wrong.count(network);
      }
      throw error;
    }
  }

  return {
    take: async (id, given) => {
      const call = { ...given, signature: plainSignature(given.signature) };
      const { hook, signedUntilMs } = await admit(id, call);
      if (!hook.enabled)
        throw new AppError("not_allowed", "This hook is switched off. Its switch is under Triggers of its workflow.");
      rate.check(id);
      rate.count(id);
      const body = parseBody(call.body);
      const { delivery, refusal } = await states.change(id, async (state, save) => {
        await settleLost(parts, state, hook);
        forgetOld(state, now());
        const known = findKnown(state, call);
        if (known !== undefined) return { delivery: known };
        const firing = { id: newDeliveryId(), from: call.key === undefined ? "signature" : "key" } as const;
        const remembered = remember(state, call, { delivery: firing.id, signedUntilMs, nowMs: now() });
        const fired = await fire(parts, { state, save }, hook, { ...firing, body, accounts: call.key?.accounts });
        // What was refused may be sent again as it is.
        if (fired.refusal !== undefined) remembered.forget();
        else if (remembered.key !== undefined) remembered.key.run = fired.delivery.run;
        return fired;
      });
      if (refusal !== undefined) throw refusal;
      const { run } = delivery;
      if (run === undefined) throw new Error("A delivery that was not refused has a run.");
      return { ...delivery, run };
    },
    answer: async (id, run, waitMs, signal) => {
      const runs = await parts.runsOf((await findHook(store, id)).by);
      const enough = AbortSignal.any([signal, AbortSignal.timeout(waitMs)]);
      const outcome = waitMs > 0 ? await runOutcome(runs, run, enough) : undefined;
      return outcome ?? { id: run, status: (await runs.read(run)).status, events: `/api/runs/${run}/events` };
    },
  };
}

async function findHook(store: TriggerStore, id: string): Promise<Hook> {
  const trigger = await store.read(id);
  if (trigger.kind === "hook") return trigger;
  throw new AppError("not_found", "There is no such hook. It may have been deleted.");
}

function requireOwnKey({ by }: Hook, { person }: HookKey): void {
  if (by !== person) throw notYours("A key of theirs, or the secret of the hook, opens it.");
}

function parseBody(body: Uint8Array): Value {
  try {
    return parseJson(new TextDecoder("utf-8", { fatal: true }).decode(body)) as Value; // JSON is
  } catch (cause) {
    if (isAppError(cause)) throw cause;
    throw new AppError("invalid_request", "This is not JSON: it is not written in UTF-8.", {}, { cause });
  }
}

function forgetOld(state: TriggerState, nowMs: number): void {
  const isKept = ({ until }: { until: string }) => Date.parse(until) >= nowMs;
  state.keys = state.keys.filter(isKept);
  state.signatures = state.signatures.filter(isKept);
}

/** What the same call started before. @throws AppError `conflict` */
function findKnown(state: TriggerState, { idempotencyKey, signature, key, body }: HookCall): Delivery | undefined {
  const kept = idempotencyKey === null ? undefined : state.keys.find((one) => one.key === digestOf(idempotencyKey));
  if (kept !== undefined && kept.body !== digestOf(body)) {
    const message = "This idempotency-key came with another body within 24 hours. Send a new key with a new body.";
    throw new AppError("conflict", message, { reason: "other_body" });
  }
  const known = kept && state.deliveries.find(({ id }) => id === kept.delivery);
  const run = kept?.run ?? known?.run;
  if (kept !== undefined && run !== undefined) {
    return known ?? { id: kept.delivery, at: kept.until, from: "signature", outcome: "started", run };
  }
  // Its process was killed before the run began.
  state.keys = state.keys.filter((one) => one !== kept);
  if (kept !== undefined || key !== undefined || signature === null) return undefined;
  if (!state.signatures.some(({ digest }) => digest === digestOf(signature))) return undefined;
  const message =
    "This signature was taken before. Sign each call anew; to send one again safely, give it an idempotency-key.";
  throw new AppError("conflict", message, { reason: "replayed" });
}

/** Kept with the delivery, before anything begins; gives what can take it back. @throws AppError `rate_limited` */
function remember(
  state: TriggerState,
  { idempotencyKey, signature, body }: HookCall,
  { delivery, signedUntilMs, nowMs }: { delivery: string; signedUntilMs: number | undefined; nowMs: number },
): Remembered {
  const until = new Date(nowMs + KEPT_MS).toISOString();
  const key =
    idempotencyKey === null ? undefined : { key: digestOf(idempotencyKey), body: digestOf(body), until, delivery };
  if (key !== undefined) {
    if (state.keys.length >= MAX_KEPT) throw tooMany();
    state.keys.push(key);
  }
  if (signedUntilMs !== undefined && signature !== null) {
    if (state.signatures.length >= MAX_KEPT) throw tooMany();
    state.signatures.push({ digest: digestOf(signature), until: new Date(signedUntilMs).toISOString() });
  }
  const forget = () => {
    state.keys = state.keys.filter((one) => one !== key);
    state.signatures = state.signatures.filter(({ digest }) => digest !== digestOf(signature ?? ""));
  };
  return { key, forget };
}

interface Remembered {
  key: TriggerState["keys"][number] | undefined;
  forget(): void;
}

function tooMany(): AppError {
  const message = `This hook remembers ${MAX_KEPT} calls of the last 24 hours, and no more. Call it less often, or without idempotency-key.`;
  return new AppError("rate_limited", message, { retryAfterMs: MINUTE_MS });
}
