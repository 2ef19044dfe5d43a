import { AppError } from "@/types/errors";
import type { UsageReport } from "@/types/limits";
import { noUsage } from "@/types/llm";
import type { AccountView } from "@/types/providers";
import type { RunStatus, RunSummary } from "@/types/run";
import type { NightRuns, SpareEntry } from "./ports";
import { FIVE_HOURS, SEVEN_DAYS } from "./testNight";

/** An upstream with the windows of some plans, whoever uses them, and runs that use them too: a world with a clock. */

export interface WorldWindow {
  label: string;
  lengthSeconds: number;
  used: number;
  resetsAtMs?: number;
}

export interface WorldRun {
  id: string;
  entry: string;
  workflowId: string;
  account: string;
  startedMs: number;
  endMs: number;
  status: RunStatus;
  /** Percent of each window, by its length, that it takes in all. */
  takes: Record<number, number>;
}

/** What a run of a workflow takes, and how long, in minutes. */
export type Appetite = (workflowId: string, count: number) => { short: number; week: number; minutes: number };

export class World {
  nowMs: number;
  isOut = false;
  polls = 0;
  readonly plans = new Map<string, WorldWindow[]>();
  readonly runs: WorldRun[] = [];
  private readonly appetite: Appetite;

  constructor(now: string, accounts: readonly string[], appetite: Appetite) {
    this.nowMs = Date.parse(now);
    this.appetite = appetite;
    for (const id of accounts) {
      this.plans.set(id, [
        { label: "5 h", lengthSeconds: FIVE_HOURS, used: 0 },
        { label: "7 d", lengthSeconds: SEVEN_DAYS, used: 0 },
      ]);
    }
  }

  use(account: string, lengthSeconds: number, percent: number): void {
    const window = this.plans.get(account)?.find((one) => one.lengthSeconds === lengthSeconds);
    if (window === undefined || percent === 0) return;
    window.resetsAtMs ??= this.nowMs + lengthSeconds * 1000;
    window.used = Math.min(100, window.used + percent);
  }

  reset(account: string, lengthSeconds: number): void {
    const window = this.plans.get(account)?.find((one) => one.lengthSeconds === lengthSeconds);
    if (window !== undefined) Object.assign(window, { used: 0, resetsAtMs: undefined });
  }

  /** Time goes on; runs at work take their part of it. */
  pass(ms: number): void {
    const fromMs = this.nowMs;
    this.nowMs += ms;
    for (const windows of this.plans.values()) {
      for (const window of windows) {
        if (window.resetsAtMs === undefined || window.resetsAtMs > this.nowMs) continue;
        Object.assign(window, { used: 0, resetsAtMs: undefined });
      }
    }
    for (const run of this.runs.filter(({ status }) => status === "running")) {
      const part = (Math.min(this.nowMs, run.endMs) - fromMs) / (run.endMs - run.startedMs);
      for (const [length, percent] of Object.entries(run.takes)) this.use(run.account, Number(length), percent * part);
      if (run.endMs <= this.nowMs) run.status = "completed";
    }
  }

  /** An entry begins a run, as `fire` would begin one. */
  fire({ id: entry, workflowId }: Pick<SpareEntry, "id" | "workflowId">, account: string): { run: string } {
    const count = this.runs.filter((run) => run.workflowId === workflowId).length;
    const { short, week, minutes } = this.appetite(workflowId, count);
    const id = `run-${this.runs.length + 1}`;
    this.runs.push({
      ...{ id, entry, workflowId, account, status: "running" },
      ...{ startedMs: this.nowMs, endMs: this.nowMs + minutes * 60_000 },
      takes: { [FIVE_HOURS]: short, [SEVEN_DAYS]: week },
    });
    return { run: id };
  }

  readonly nightRuns: NightRuns = {
    read: async (id) => {
      const run = this.runs.find((one) => one.id === id);
      if (run === undefined) throw new AppError("not_found", "This run was deleted.");
      return toSummary(run);
    },
    cancel: async (id) => {
      const run = this.runs.find((one) => one.id === id);
      if (run !== undefined) Object.assign(run, { status: "cancelled", endMs: this.nowMs });
    },
    open: async () => this.runs.filter(({ status }) => status === "running").map(toSummary),
    list: async ({ workflowId }) => ({
      runs: this.runs.filter((run) => run.workflowId === workflowId).map(toSummary),
    }),
  };

  /** As the upstream tells it: in whole percents. */
  report(account: string): UsageReport {
    this.polls++;
    if (this.isOut) throw new AppError("upstream_unavailable", "The usage cannot be had.");
    const windows = (this.plans.get(account) ?? []).map(({ label, lengthSeconds, used, resetsAtMs }) => ({
      label,
      lengthSeconds,
      usedPercent: Math.round(used),
      ...(resetsAtMs === undefined ? {} : { resetsAt: new Date(resetsAtMs).toISOString() }),
    }));
    return { windows, allowed: windows.every(({ usedPercent }) => usedPercent < 100), isComplete: true };
  }
}

export function accountView(id: string): AccountView {
  return {
    id,
    name: `Plan ${id}`,
    route: "codex",
    mode: "chatgpt",
    status: "active",
    idTokenVerified: true,
    missing: [],
  };
}

function toSummary({ id, workflowId, status, startedMs, endMs, account, entry }: WorldRun): RunSummary {
  return {
    id,
    workflowId,
    status,
    through: { kind: "spare", id: entry },
    problems: 0,
    counts: { total: 1, done: 1, failed: 0, skipped: 0, running: 0, calls: 1 },
    usage: { ...noUsage, totalTokens: 1000 },
    payers: [{ kind: "account", id: account, provider: "openai-auth", name: account }],
    createdAt: new Date(startedMs).toISOString(),
    ...(status === "running" ? {} : { endedAt: new Date(endMs).toISOString() }),
  };
}
