import { node, wire } from "@/lib/engine/testRun";
import { createSecretBox } from "@/lib/security/secretBox";
import type { StoredText, TextStore } from "@/lib/storage/ports";
import { AppError } from "@/types/errors";
import { noUsage } from "@/types/llm";
import type { RunEvent, RunSummary, RunThrough, Value } from "@/types/run";
import type { Workflow } from "@/types/workflow";
import type { FireParts } from "./fire";
import type { TriggerRuns } from "./triggerRuns";
import { createTriggerStates } from "./triggerState";
import { createTriggerStore } from "./triggerStore";

/** Texts in memory, for tests in which thousands are written. */
export function memoryTexts(): TextStore {
  const texts = new Map<string, { text: string; version: string }>();
  const queues = new Map<string, Promise<unknown>>();
  let versions = 0;
  const text = (name: string): StoredText => ({
    place: name,
    read: async () => texts.get(name),
    write: async (content) => void texts.set(name, { text: content, version: String(++versions) }),
    moveAside: async () => void texts.delete(name),
    copyAside: async () => undefined,
    newestAside: async () => undefined,
    remove: async () => void texts.delete(name),
  });
  return {
    text,
    names: async () => [...texts.keys()].sort(),
    outlasts: () => false,
    lock: (name) => ({
      run: (work) => {
        const turn = (queues.get(name) ?? Promise.resolve()).then(work, work);
        queues.set(
          name,
          turn.catch(() => undefined),
        );
        return turn;
      },
    }),
  };
}

/** Takes a topic, which has a default, and data. */
export const testWorkflow: Workflow = {
  ...{ format: "patchbay/workflow", version: 1, id: "w1", name: "A test", revision: 1 },
  nodes: [
    { id: "n1", type: "prompt", data: { text: "mice", input: "topic" } },
    { id: "n2", type: "prompt", data: { text: "none", input: "data" } },
  ],
  edges: [],
  layout: { nodes: {}, groups: [] },
};

/** What comes in goes out: no model is asked. */
export const echoWorkflow: Workflow = {
  ...{ format: "patchbay/workflow", version: 1, id: "w1", name: "Echo", revision: 0 },
  nodes: [
    node("p", "prompt", { text: "mice", input: "topic" }),
    node("o", "output", { format: "auto", name: "Report" }),
  ],
  edges: [wire("p.text>o.value")],
  layout: { nodes: {}, groups: [] },
};

export interface StartedRun {
  id: string;
  inputs: Record<string, Value>;
  through: RunThrough;
  createdAt: string;
  status: RunSummary["status"];
}

/** Runs that only note that they were started; what they do is up to the test. */
export function noteRuns(clock: { ms: number }) {
  const started: StartedRun[] = [];
  const events = new Map<string, RunEvent[]>();
  const outputs = new Map<string, Record<string, Value>>();
  const summaryOf = (run: StartedRun): RunSummary => ({
    ...{ ...run, problems: 0, payers: [], workflowId: "w1" },
    counts: { total: 0, done: 0, failed: 0, skipped: 0, running: 0, calls: 0 },
    usage: noUsage,
    ...(outputs.has(run.id) ? { outputs: outputs.get(run.id) } : {}),
  });
  const find = (id: string) => {
    const run = started.find((one) => one.id === id);
    if (run === undefined) throw new AppError("not_found", "There is no such run.");
    return run;
  };
  const runs: TriggerRuns = {
    readWorkflow: async (id) => {
      if (id === "w1") return testWorkflow;
      throw new AppError("not_found", "There is no such workflow.");
    },
    requirePayers: async () => undefined,
    start: async (_, { inputs, through }) => {
      const id = `r${started.length + 1}`;
      started.push({ id, inputs, through, createdAt: new Date(clock.ms).toISOString(), status: "running" });
      return { id };
    },
    read: async (id) => summaryOf(find(id)),
    latest: async () => started.map(summaryOf).reverse(),
    open: async () => started.filter(({ status }) => status === "running").map(({ id }) => id),
    batches: async function* (id) {
      yield events.get(id) ?? [];
    },
  };
  const end = (id: string, status: RunSummary["status"], given: Record<string, Value> = {}, told: RunEvent[] = []) => {
    find(id).status = status;
    outputs.set(id, given);
    events.set(id, told);
  };
  return { runs, started, end };
}

/** Triggers on texts, with a clock that the test sets and runs that only note that they were started. */
export function triggerBench({ texts = memoryTexts(), ms = Date.parse("2030-06-03T08:00:00Z") } = {}) {
  const clock = { ms };
  const now = () => clock.ms;
  const noted = noteRuns(clock);
  const make = () => {
    const store = createTriggerStore({
      texts,
      box: createSecretBox({ secret: new Uint8Array(32).fill(1), configDir: "" }),
      now,
    });
    const parts: FireParts = {
      states: createTriggerStates(texts),
      runsOf: async () => noted.runs,
      reportBug: (error) => {
        throw error;
      },
      now,
    };
    return { ...parts, store };
  };
  return { ...noted, ...make(), texts, clock, now, another: make };
}
