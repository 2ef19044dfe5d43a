import type { CredentialSource } from "@/types/credential";
import { AppError, isAppError } from "@/types/errors";
import type { AccountLimits, AccountUsage, CallQueue, Seats, UsageReport } from "@/types/limits";
import type { AuthStatus, Payer } from "@/types/providers";
import { createGate, type Gate, type Holder } from "./gate";
import { fullWindow, mergeReports, toAccountUsage, type UsageKnowledge } from "./usageKnowledge";
import { usageLimitSentence } from "./words";

/** Calls of one payer at work together, unless its upstream asks for fewer (as reported, more than two or
 * three streams of one plan are answered with a 429 that is not the quota). */
const maxParallelOf: Record<Payer["kind"], number> = { account: 3, key: 8 };

/** Calls for pictures, which take minutes and have a limit of their own. */
const maxParallelImagesOf: Record<Payer["kind"], number> = { account: 2, key: 4 };

/** Milliseconds for which a model that is at capacity is left alone. */
const capacityPauseMs = 20_000;

export interface LimitsOptions {
  accounts: AccountLimits;
  /** Milliseconds since 1970. */
  now(): number;
  /** Of the gate of this name, over all processes; each process counts for itself if absent. */
  seatsOf?: (gate: string) => Seats;
}

/** The places of one payer that are taken or waited for. */
export interface Places extends CallQueue {
  payer: Payer;
  of: "calls" | "images";
  holders: Holder[];
}

/** What stands in the way of calls: plans that are used up, models at capacity, too many calls at once. */
export interface Limits {
  /** Refuses what the upstream would refuse. @throws AppError `usage_limit_reached`, `upstream_unavailable` */
  check(source: CredentialSource, model: string): void;
  gateOf(payer: Payer): Gate;
  /** The gate of calls for pictures: what holds them up holds up no others. */
  imageGateOf(payer: Payer): Gate;
  /** The upstream let a call in: its plan is not used up, whatever was noted. */
  accepted(source: CredentialSource): Promise<void>;
  /** What an answer told about an account's use. */
  observe(accountId: string, report: UsageReport): void;
  /** Learns from a call that failed; the error itself is the caller's. */
  failed(payer: Payer, model: string, error: unknown): Promise<void>;
  /** From memory. */
  usageOf(accountId: string, limitedUntil?: string): AccountUsage;
  queueOf(payer: Pick<Payer, "kind" | "id">): CallQueue;
  /** Of all payers with calls under way, or waiting. */
  places(): Places[];
  /** The status with what is known here of each account. */
  withUsage(status: AuthStatus): AuthStatus;
  /** Lets go of what is known of an account that is gone; calls of it that are at work end as they would. */
  forget(accountId: string): void;
}

/** Kept in memory; only until when an account is limited outlives the process, in `accounts`. */
export function createLimits({ accounts, now, seatsOf }: LimitsOptions): Limits {
  const gates = new Map<string, Gate>();
  /** Payers that calls were made for, by the names of their gates. */
  const named = new Map<string, Pick<Places, "payer" | "of">>();
  const known = new Map<string, UsageKnowledge>();
  /** Accounts whose limit this process noted and did not take back. */
  const noted = new Set<string>();
  /** Payers whose limit has no known end, by id: what they met, and until when they are left alone. */
  const paused = new Map<string, { error: AppError; untilMs: number }>();
  /** Milliseconds since 1970, by payer and model. */
  const pausedUntil = new Map<string, number>();

  const gateOf = ({ kind, id }: Pick<Payer, "kind" | "id">) => gateNamed(`${kind} ${id}`, maxParallelOf[kind]);

  function callGateOf(payer: Payer): Gate {
    named.set(`${payer.kind} ${payer.id}`, { payer, of: "calls" });
    return gateOf(payer);
  }

  function imageGateOf(payer: Payer): Gate {
    const key = `images ${payer.kind} ${payer.id}`;
    named.set(key, { payer, of: "images" });
    return gateNamed(key, maxParallelImagesOf[payer.kind]);
  }

  function gateNamed(key: string, maxParallel: number): Gate {
    const gate = gates.get(key) ?? createGate({ maxParallel, now, seats: seatsOf?.(key) });
    gates.set(key, gate);
    return gate;
  }

  function pauseOf(payer: Payer, model: string): number | undefined {
    const key = pauseKey(payer, model);
    const untilMs = pausedUntil.get(key);
    if (untilMs === undefined || untilMs > now()) return untilMs;
    pausedUntil.delete(key);
    return undefined;
  }

  const usageOf = (accountId: string, limitedUntil?: string) =>
    toAccountUsage(known.get(accountId), limitedUntil, now());
  const queueOf = (payer: Pick<Payer, "kind" | "id">) => gateOf(payer).snapshot();

  return {
    gateOf: callGateOf,
    imageGateOf,
    usageOf,
    queueOf,
    places: () =>
      Array.from(named).flatMap(([key, { payer, of }]) => {
        const gate = gates.get(key);
        const queue = gate?.snapshot();
        const isTaken = queue !== undefined && queue.running + queue.waiting > 0;
        return isTaken ? [{ payer, of, ...queue, holders: gate?.holders() ?? [] }] : [];
      }),
    check({ payer, limitedUntil }, model) {
      if (limitedUntil !== undefined && Date.parse(limitedUntil) > now()) {
        const windows = known.get(payer.id)?.report.windows ?? [];
        throw usageLimitError(payer, limitedUntil, fullWindow(windows, limitedUntil)?.label);
      }
      const pause = paused.get(payer.id);
      if (pause !== undefined && pause.untilMs > now()) throw pause.error;
      const untilMs = pauseOf(payer, model);
      if (untilMs !== undefined) throw capacityError(payer, model, untilMs, now());
    },
    async accepted({ payer, limitedUntil }) {
      paused.delete(payer.id);
      if (payer.kind !== "account" || (limitedUntil === undefined && !noted.has(payer.id))) return;
      noted.delete(payer.id);
      // The answer that is coming must not be lost over it; the next one tries again.
      await accounts.clearLimit(payer.id).catch(() => noted.add(payer.id));
    },
    observe(accountId, report) {
      const merged = mergeReports(known.get(accountId)?.report, report);
      known.set(accountId, { report: merged, observedAtMs: now() });
    },
    async failed(payer, model, error) {
      if (!isAppError(error)) return;
      const { code, facts } = error;
      if (typeof facts.pauseMs === "number") paused.set(payer.id, { error, untilMs: now() + facts.pauseMs });
      if (facts.atCapacity === true) pausedUntil.set(pauseKey(payer, model), now() + capacityPauseMs);
      // Without a time there is nothing to wait for: every call asks again.
      if (code !== "usage_limit_reached" || payer.kind !== "account" || typeof facts.resetsAt !== "string") return;
      noted.add(payer.id);
      // The call's own error is what counts; the next call meets the limit again.
      await accounts.noteLimit(payer.id, facts.resetsAt).catch(() => undefined);
    },
    forget(accountId) {
      for (const key of [`account ${accountId}`, `images account ${accountId}`]) {
        gates.delete(key);
        named.delete(key);
      }
      known.delete(accountId);
      noted.delete(accountId);
      paused.delete(accountId);
      for (const key of pausedUntil.keys()) if (key.startsWith(`account ${accountId} `)) pausedUntil.delete(key);
    },
    withUsage: ({ accounts, ...status }) => ({
      ...status,
      accounts: accounts.map((account) => ({
        ...account,
        usage: usageOf(account.id, account.limitedUntil),
        queue: queueOf({ kind: "account", id: account.id }),
      })),
    }),
  };
}

function pauseKey({ kind, id }: Payer, model: string): string {
  return `${kind} ${id} ${model}`;
}

function usageLimitError({ name, id }: Payer, resetsAt: string, window: string | undefined): AppError {
  const message = `${usageLimitSentence(`“${name}”`, resetsAt, window)} Nothing was sent.`;
  const named = window === undefined ? {} : { window };
  return new AppError("usage_limit_reached", message, {
    action: "wait",
    until: resetsAt,
    resetsAt,
    account: id,
    ...named,
  });
}

function capacityError({ name }: Payer, model: string, untilMs: number, nowMs: number): AppError {
  const seconds = Math.ceil((untilMs - nowMs) / 1000);
  return new AppError(
    "upstream_unavailable",
    `The model "${model}" was at capacity on “${name}” a moment ago, so nothing was sent. Try again in ${seconds} s, or choose another model.`,
    { action: "wait", until: new Date(untilMs).toISOString(), retryAfterMs: untilMs - nowMs, atCapacity: true },
  );
}
