import { noAssets } from "@/lib/engine/testRun";
import type { Answer } from "@/types/run";
import { llmGenerateNode } from "./llmGenerateNode";
import type { NodeContext } from "./nodeKind";
import { runKind } from "./testContext";
import { type Said, scripted, type TestJournal, testJournal, testServer, testTool } from "./testTools";

/** A node whose model may use the tools `read`, which only reads, and `write` of the server `s`. */

export const read = testTool("read", { readOnly: true });
export const write = testTool("write");
export const toolData = { provider: "openai", model: "m", tools: [{ server: "s" }] };
export const allow = (): Answer => ({ approved: true });

interface Setup {
  /** What its model says, round by round. */
  script: Said[];
  journal?: TestJournal;
  server?: ReturnType<typeof testServer>;
  settings?: Record<string, unknown>;
  context?: Partial<NodeContext<unknown>>;
}

/** Runs the node, with what was made and told of it. */
export async function runWithTools({
  script,
  journal = testJournal(),
  server = testServer([read, write]),
  ...rest
}: Setup) {
  const { callLlm, calls } = scripted(...script);
  const tested = await runKind(llmGenerateNode, {
    data: { ...toolData, ...rest.settings },
    inputs: { prompt: "go" },
    callLlm,
    tools: server,
    assets: noAssets,
    ...journal.context,
    ...rest.context,
  });
  return { ...tested, calls, journal, server };
}

/** What was told, in short. */
export function statusesOf({ steps }: TestJournal): string[] {
  return steps.map((step) => (step.type === "node-tool" ? `${step.call} ${step.status}` : `round ${step.round}`));
}
