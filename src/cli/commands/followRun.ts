import { type ExitCode, exitCodes } from "@/cli/command";
import type { RunService } from "@/lib/runs/runService";
import type { ErrorAction, ErrorCode } from "@/types/errors";
import type { RunError, RunEvent, RunSummary } from "@/types/run";

const signInCodes: ReadonlySet<string> = new Set<ErrorCode>(["auth_required", "reauth_required"]);
/** What a person can do about a payer that is not there. */
const signInActions: ReadonlySet<string> = new Set<ErrorAction>(["connect", "reconnect", "add_key"]);

/** Tells what happens from the event `after` on until the run ends or waits; the signal stops it. Says whether somebody has to sign in for it. */
export async function followRun(
  id: string,
  runs: Pick<RunService, "cancel" | "events">,
  signal: AbortSignal,
  tell: (event: RunEvent) => void,
  after = 0,
): Promise<{ lacksSignIn: boolean }> {
  // Where it cannot be stopped, its events tell how it goes on.
  const stop = () => void runs.cancel(id).catch(() => undefined);
  signal.addEventListener("abort", stop, { once: true });
  if (signal.aborted) stop();
  let lacksSignIn = false;
  try {
    for await (const event of runs.events(id, after, new AbortController().signal)) {
      tell(event);
      const error = errorOf(event);
      // What went wrong before it went on is over.
      if (event.type === "run-resume") lacksSignIn = false;
      lacksSignIn ||= error !== undefined && asksForSignIn(error);
    }
  } finally {
    signal.removeEventListener("abort", stop);
  }
  return { lacksSignIn };
}

/** What went wrong, in an event that tells of it. */
export function errorOf(event: RunEvent): RunError | undefined {
  return event.type === "node-error" || event.type === "node-item" ? event.error : undefined;
}

/** A payer is not there: the code or the next step says so, since a plan that may not be used has a code of its own. */
export function asksForSignIn({ code, action }: RunError): boolean {
  // A base URL that leads nowhere is changed in the same place, and is no lack of a key.
  return code !== "upstream_rejected" && (signInCodes.has(code) || signInActions.has(action ?? ""));
}

export function exitCodeOf({ status }: Pick<RunSummary, "status">, lacksSignIn: boolean): ExitCode {
  if (status === "completed") return exitCodes.done;
  if (status === "parked") return exitCodes.parked;
  if (status === "waiting") return exitCodes.waiting;
  return lacksSignIn ? exitCodes.signInNeeded : exitCodes.failed;
}
