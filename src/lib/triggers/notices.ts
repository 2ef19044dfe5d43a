import { oneAtATime } from "@/lib/oneAtATime";
import { PATCHBAY_AGENT } from "@/lib/userAgent";
import { isAppError } from "@/types/errors";
import type { Value } from "@/types/run";
import type { Delivery, NoticeBody, NoticeState, Trigger } from "@/types/triggers";
import { type RunOutcome, runOutcome } from "./runOutcome";
import { seeToAll } from "./seeToAll";
import { signatureHeaders } from "./signature";
import { type RunsOf, runsUnlessGone, type TriggerRuns } from "./triggerRuns";
import type { TriggerState, TriggerStates } from "./triggerState";
import type { TriggerStore } from "./triggerStore";

/** Marks what Patchbay itself has sent: its own hooks do not take it, or two could call each other without end. */
export const NOTICE_HEADER = "x-patchbay-notice";

const MAX_TRIES = 3;
/** Before the second and the third try, in milliseconds. */
const PAUSES_MS = [10_000, 60_000];
const TIMEOUT_MS = 15_000;
/** For so long a try is nobody else's, in milliseconds; then its process is gone. */
const TRY_HOLDS_MS = 60_000;
/** Of one output as JSON; the names of larger ones are told. */
const MAX_OUTPUT_BYTES = 64 * 1024;
/** Of all outputs together. */
const MAX_OUTPUTS_BYTES = 256 * 1024;

export interface NoticesOptions {
  store: Pick<TriggerStore, "list" | "secretOf">;
  states: TriggerStates;
  runsOf: RunsOf;
  fetch: typeof fetch;
  /** Milliseconds since 1970. */
  now: () => number;
}

export interface Notices {
  /**
   * Tells the ends of runs whose trigger wishes it: once, and once more where a process was killed while it told. To be
   * called every second or so; costs next to nothing while none is waited for. @throws AppError `storage_failed`
   */
  tick(): Promise<void>;
}

export function createNotices(parts: NoticesOptions): Notices {
  const { store, states, now } = parts;

  async function tellAll(trigger: Trigger): Promise<void> {
    const { deliveries } = await states.read(trigger.id);
    const waiting = deliveries.filter(({ notice }) => isWaiting(notice, now()));
    if (waiting.length === 0) return;
    const runs = await runsUnlessGone(parts.runsOf, trigger.by);
    if (runs === undefined) return giveUp(states, trigger.id);
    const open = new Set(await runs.open());
    const ended = waiting.filter(({ run }) => run !== undefined && !open.has(run));
    for (const delivery of ended) await tellOne(parts, runs, trigger, delivery);
  }

  return {
    tick: oneAtATime(async () => {
      const wishing = (await store.list()).filter(({ notify }) => notify !== undefined);
      await seeToAll(wishing, tellAll);
    }),
  };
}

function isWaiting(notice: NoticeState | undefined, nowMs: number): boolean {
  return notice?.state === "waiting" && (notice.notBefore === undefined || Date.parse(notice.notBefore) <= nowMs);
}

async function giveUp(states: TriggerStates, id: string): Promise<void> {
  await states.change(id, ({ deliveries }) => {
    for (const { notice } of deliveries) {
      if (notice?.state === "waiting")
        Object.assign(notice, { state: "failed", error: "Who made this trigger is gone." });
    }
  });
}

/** Takes the try for this process, sends, and keeps what came of it. */
async function tellOne(
  parts: NoticesOptions,
  runs: TriggerRuns,
  trigger: Trigger,
  { id, run = "" }: Delivery,
): Promise<void> {
  const { states, now } = parts;
  const isMine = await changeNotice(states, trigger.id, id, (notice) => {
    if (!isWaiting(notice, now())) return false;
    if (notice.tries >= MAX_TRIES) {
      Object.assign(notice, { state: "failed", error: "The server ended while it was being sent." });
      return false;
    }
    const at = new Date(now()).toISOString();
    Object.assign(notice, { tries: notice.tries + 1, at, notBefore: new Date(now() + TRY_HOLDS_MS).toISOString() });
    return true;
  });
  if (!isMine) return;
  const answer = await runOutcome(runs, run, AbortSignal.timeout(TIMEOUT_MS)).then(
    (outcome) => outcome && post(parts, trigger, id, outcome),
    (error: unknown) => {
      if (isAppError(error) && error.code === "not_found") return { isLast: true, error: "The run was deleted." };
      throw error;
    },
  );
  await changeNotice(states, trigger.id, id, (notice) => keepAnswer(notice, answer, now()));
}

/** False where the delivery is not kept any more. */
async function changeNotice(
  states: TriggerStates,
  trigger: string,
  delivery: string,
  change: (notice: NoticeState) => boolean,
): Promise<boolean> {
  return states.change(trigger, ({ deliveries }: TriggerState) => {
    const notice = deliveries.find(({ id }) => id === delivery)?.notice;
    return notice !== undefined && change(notice);
  });
}

interface Answer {
  status?: number;
  error?: string;
  /** Another try would change nothing. */
  isLast?: boolean;
}

function keepAnswer(notice: NoticeState, answer: Answer | undefined, nowMs: number): boolean {
  if (answer === undefined) {
    // The run goes on after all.
    notice.tries--;
    notice.notBefore = undefined;
    return true;
  }
  const { status, error, isLast = notice.tries >= MAX_TRIES } = answer;
  const pauseMs = PAUSES_MS[notice.tries - 1] ?? 0;
  Object.assign(notice, {
    ...{ status, error, state: error === undefined ? "sent" : isLast ? "failed" : "waiting" },
    notBefore: error === undefined || isLast ? undefined : new Date(nowMs + pauseMs).toISOString(),
  });
  return true;
}

async function post(
  { fetch, store, now }: NoticesOptions,
  trigger: Trigger,
  delivery: string,
  outcome: RunOutcome,
): Promise<Answer> {
  const { notify } = trigger;
  const secret = await store.secretOf(trigger.id);
  if (notify === undefined || secret === undefined) return { isLast: true, error: "No notice is wished for any more." };
  const body = JSON.stringify(toBody(trigger, outcome));
  try {
    const response = await fetch(notify.url, {
      method: "POST",
      body,
      // A redirect would lead what is signed for one address to another.
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: {
        "content-type": "application/json",
        "user-agent": PATCHBAY_AGENT,
        "idempotency-key": delivery,
        [NOTICE_HEADER]: "1",
        ...signatureHeaders(secret, now(), body),
      },
    });
    await response.body?.cancel();
    const { status } = response;
    if (status >= 200 && status < 300) return { status };
    const isRedirect = response.type === "opaqueredirect" || (status >= 300 && status < 400);
    return {
      status,
      error: isRedirect ? "It was sent on to another address, which is not followed." : `It answered ${status}.`,
    };
  } catch (error) {
    const isTimeout = error instanceof Error && error.name === "TimeoutError";
    return { error: isTimeout ? "It did not answer within 15 seconds." : "It could not be reached." };
  }
}

function toBody({ id, name, kind, workflowId }: Trigger, { outputs, ...outcome }: RunOutcome): NoticeBody {
  const sent: Record<string, Value> = {};
  const leftOut: string[] = [];
  let room = MAX_OUTPUTS_BYTES;
  for (const [output, value] of Object.entries(outputs)) {
    const bytes = Buffer.byteLength(JSON.stringify(value));
    if (bytes > Math.min(room, MAX_OUTPUT_BYTES)) leftOut.push(output);
    else {
      sent[output] = value;
      room -= bytes;
    }
  }
  const trigger = { id, ...(name && { name }), kind, workflowId };
  return { trigger, ...outcome, outputs: sent, ...(leftOut.length === 0 ? {} : { leftOut }) };
}
