import type { TestApp } from "./app";
import { endOfRun, startRun, startRunBy } from "./canvas";
import type { Stage } from "./stage";

/** What the plan backend was asked so far. */
export function planCalls({ simulator }: TestApp) {
  return simulator.requests.filter(({ path }) => path.endsWith("/codex/responses"));
}

/** Runs to the end by Run, or by `press`: how it ended, and how often a model was asked for it. */
export async function runCounted(
  { app, page }: Pick<Stage, "app" | "page">,
  press?: () => Promise<void>,
): Promise<{ status: string; calls: number }> {
  const before = planCalls(app).length;
  const run = await (press === undefined ? startRun(page) : startRunBy(page, press));
  const status = await endOfRun(page, run);
  return { status, calls: planCalls(app).length - before };
}
