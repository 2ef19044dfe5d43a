import { planGraph } from "@/lib/graph/plan";
import { isJson } from "@/lib/nodes/jsonText";
import type { NodeAssets } from "@/lib/nodes/nodeKind";
import { portsOf } from "@/lib/nodes/nodeKinds";
import { testWork } from "@/lib/worker/testWork";
import type { MakeImages } from "@/types/images";
import type { CallLlm, LlmCall, LlmEvent } from "@/types/llm";
import type { RunEventBody } from "@/types/run";
import type { WorkflowEdge, WorkflowNode } from "@/types/workflow";
import type { RunPlanOptions, RunResult } from "./options";
import { runPlan } from "./runPlan";

export const testPayer = { kind: "key", id: "openai", provider: "openai", name: "OpenAI key" } as const;
export const testUsage = { inputTokens: 1, cachedInputTokens: 0, outputTokens: 2, reasoningTokens: 0, totalTokens: 3 };

/** A model that answers at once with what `answer` makes of the prompt, in two deltas. */
export function answering(answer: (prompt: string, call: LlmCall) => string | Promise<string>): CallLlm {
  return async function* (call, signal): AsyncIterable<LlmEvent> {
    const { provider, model } = call;
    yield { type: "start", provider, model, payer: testPayer, requestId: "r1" };
    const text = await answer(call.messages[0]?.content ?? "", call);
    signal.throwIfAborted();
    const half = Math.ceil(text.length / 2);
    yield { type: "text-delta", text: text.slice(0, half) };
    yield { type: "text-delta", text: text.slice(half) };
    const result = { text, provider, model, payer: testPayer, finishReason: "stop", usage: testUsage } as const;
    const json = call.jsonSchema !== undefined && isJson(text) ? { json: JSON.parse(text) } : {};
    yield { type: "end", result: { ...result, ...json, notices: [], requestId: "r1" } };
  };
}

/** A maker of pictures that draws nothing: each picture is named by its prompt, its place and what it was made of. */
export const drawing: MakeImages = async ({ prompt, provider, model = "painter", n = 1, images = [], ...rest }) => {
  const name = [prompt, ...images.map((url) => url.split(",")[1])].join("+");
  const pictures = Array.from({ length: n }, (_, place) => (n === 1 ? name : `${name} ${place}`));
  return {
    images: pictures.map((asset) => ({ asset, mime: "image/png", bytes: 1, width: 8, height: 8 })),
    asked: { ...(rest.size === undefined ? {} : { size: rest.size }) },
    got: { size: "8x8" },
    ...{ usage: testUsage, model, provider, payer: testPayer, notices: [], requestId: "r1" },
  };
};

export const noAssets: NodeAssets = {
  fromDataUrl: async () => ({ asset: "a", mime: "image/png", bytes: 1 }),
  toDataUrl: async ({ asset }) => `data:image/png;base64,${asset}`,
  toFileUrl: async ({ asset, mime }) => `data:${mime};base64,${asset}`,
  toBytes: async ({ asset }) => new TextEncoder().encode(asset),
  keep: async () => ({ asset: "a", mime: "image/jpeg", bytes: 1 }),
  toText: async ({ asset }) => asset,
};

export const node = (id: string, type: string, data: Record<string, unknown> = {}): WorkflowNode => ({
  id,
  type,
  data,
});
export const llm = (id: string, data: Record<string, unknown> = {}): WorkflowNode =>
  node(id, "llmGenerate", { provider: "openai", model: "m", ...data });

/** `"a.text>b.prompt"` */
export function wire(arrow: string): WorkflowEdge {
  const [source = "", target = ""] = arrow.split(">");
  const end = (text: string) => ({ node: text.split(".")[0] ?? "", port: text.split(".")[1] ?? "" });
  return { id: arrow.replaceAll(/[.>]/g, "_"), source: end(source), target: end(target) };
}

export interface TestRun {
  result: RunResult;
  events: RunEventBody[];
  bugs: unknown[];
}

export async function run(
  nodes: WorkflowNode[],
  arrows: string[],
  options: Partial<RunPlanOptions> = {},
): Promise<TestRun> {
  const events: RunEventBody[] = [];
  const bugs: unknown[] = [];
  const result = await runPlan({
    plan: planGraph({ nodes, edges: arrows.map(wire) }, portsOf),
    runInputs: {},
    callLlm: answering((prompt) => prompt.toUpperCase()),
    makeImages: drawing,
    assets: noAssets,
    work: testWork,
    signal: new AbortController().signal,
    emit: (event) => events.push(event),
    reportBug: (error) => {
      bugs.push(error);
      return "ref-1";
    },
    ...options,
  });
  return { result, events, bugs };
}
