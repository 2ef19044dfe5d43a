import { setTimeout as sleep } from "node:timers/promises";
import { runPlan } from "@/lib/engine/runPlan";
import { planGraph } from "@/lib/graph/plan";
import { portsOf } from "@/lib/nodes/nodeKinds";
import type { CallLlm } from "@/types/llm";
import type { WorkflowGraph } from "@/types/workflow";
import { median, report } from "./support/figures";

const CALLS = 100;
const CALL_MS = 100;
const ROUNDS = 5;

/** Wall time of 100 calls drawn side by side, against waiting for 100 timers at once. */
export async function run(): Promise<void> {
  const plan = planGraph(fan(), portsOf);
  const engine: number[] = [];
  const floor: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    floor.push(await wallMs(() => Promise.all(Array.from({ length: CALLS }, () => sleep(CALL_MS)))));
    engine.push(await wallMs(() => runFan(plan)));
  }
  report(`${CALLS} parallel calls of ${CALL_MS} ms, against the floor`, median(engine) / median(floor), "×", "≤ 1.15");
}

function fan(): WorkflowGraph {
  const models = Array.from({ length: CALLS }, (_, index) => `m${index}`);
  return {
    nodes: [
      { id: "p", type: "prompt", data: { text: "x" } },
      ...models.map((id) => ({ id, type: "llmGenerate", data: { provider: "openai", model: "m" } })),
    ],
    edges: models.map((id) => ({ id, source: { node: "p", port: "text" }, target: { node: id, port: "prompt" } })),
  };
}

const callLlm: CallLlm = async function* ({ provider, model }) {
  await sleep(CALL_MS);
  const payer = { kind: "key", id: "k", provider: "openai", name: "k" } as const;
  const usage = { inputTokens: 0, cachedInputTokens: 0, outputTokens: 0, reasoningTokens: 0, totalTokens: 0 };
  const answer = {
    text: "x",
    provider,
    model,
    payer,
    usage,
    finishReason: "stop",
    notices: [],
    requestId: "r",
  } as const;
  yield { type: "end", result: { ...answer, notices: [] } };
};

function runFan(plan: ReturnType<typeof planGraph>) {
  const noAsset = () => Promise.reject(new Error("no assets here"));
  return runPlan({
    plan,
    runInputs: {},
    callLlm,
    assets: { fromDataUrl: noAsset, toDataUrl: noAsset, toText: noAsset },
    signal: new AbortController().signal,
    emit: () => {},
    reportBug: String,
  });
}

async function wallMs(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
