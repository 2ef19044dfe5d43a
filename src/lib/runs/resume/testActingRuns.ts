import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { llm, node, testPayer, testUsage } from "@/lib/engine/testRun";
import type { ToolInfo } from "@/lib/nodes/toolCaller";
import type { RunServiceOptions, RunTools } from "@/lib/runs/runService";
import { storeOf } from "@/lib/runs/testChildren";
import { workflowOf } from "@/lib/runs/testRunService";
import type { CallLlm, LlmResult, ToolCall } from "@/types/llm";

/** A workflow in which everything happens that can be cut off: a graph per item, tools, rounds, questions to people. */

/** One letter: the model reads, then acts, then writes. */
const letter = workflowOf(
  [
    node("ask", "prompt", { text: "Letter to {{who}}" }),
    llm("write", { tools: [{ server: "desk", approval: "never" }] }),
    node("out", "output", { name: "letter", format: "auto" }),
  ],
  ["ask.text>write.prompt", "write.text>out.value"],
  "letter",
);

/** One round of making something longer. */
const longer = workflowOf(
  [
    node("ask", "prompt", { text: "More of {{text}}" }),
    llm("grow"),
    node("out", "output", { name: "text", format: "auto" }),
  ],
  ["ask.text>grow.prompt", "grow.text>out.value"],
  "longer",
);

export const children = storeOf(letter, longer);

export const actingWorkflow = workflowOf(
  [
    node("people", "list", { text: "Ada\nBob\nEve\nDan", split: "lines" }),
    node("letters", "workflow", { workflow: "letter" }),
    node("check", "review", { question: "Send it?", mode: "approve" }),
    node("seed", "prompt", { text: "moss" }),
    node("grown", "repeat", {
      ...{ workflow: "longer", carry: { text: "text" }, max: 6 },
      until: { output: "text", test: "contains", value: "++++" },
    }),
    node("all", "join", { separator: "|" }),
    node("out", "output", { name: "all", format: "auto" }),
    node("long", "output", { name: "long", format: "auto" }),
  ],
  [
    "people.items>letters.who",
    "letters.letter>check.value",
    "check.approved>all.items",
    "all.text>out.value",
    "seed.text>grown.text",
    "grown.text>long.value",
  ],
  "acting",
);

const marks = { inputSchema: { type: "object" }, destructive: false };
const tools: ToolInfo[] = [
  { ...marks, name: "look", readOnly: true, idempotent: true },
  { ...marks, name: "send", readOnly: false, idempotent: false },
];

export const people = ["Ada", "Bob", "Eve", "Dan"];
export const actingOutputs = { all: people.map((who) => `Dear ${who}`).join("|"), long: "moss++++" };

/**
 * What runs it, noting each call of a model and of a tool the moment it is made. `pace` multiplies a few milliseconds;
 * `onNote` is told how many there were.
 */
export function actingParts(
  directory: string,
  pace: number,
  onNote: (count: number) => void = () => {},
): Pick<RunServiceOptions, "callLlm" | "tools" | "workflows"> {
  let count = 0;
  const note = (file: string, line: string) => {
    appendFileSync(join(directory, file), `${line}\n`);
    onNote(++count);
  };
  const pause = () => sleep(pace * (2 + Math.random() * 6));
  const callLlm: CallLlm = async function* (call) {
    const { provider, model, messages } = call;
    const prompt = messages[0]?.content ?? "";
    const round = messages.filter(({ role }) => role === "assistant").length;
    note("calls", `${prompt} #${round}`);
    yield { type: "start", provider, model, payer: testPayer, requestId: "r" };
    await pause();
    const asked = call.tools === undefined ? undefined : toolCallsOf(prompt, round);
    const told = { provider, model, payer: testPayer, usage: testUsage, notices: [], requestId: "r" };
    const result: LlmResult =
      asked === undefined
        ? {
            ...told,
            text: prompt.startsWith("More") ? `${prompt.slice(8)}+` : `Dear ${prompt.slice(10)}`,
            finishReason: "stop",
          }
        : { ...told, text: "", toolCalls: asked, finishReason: "tool_calls" };
    yield { type: "end", result };
  };
  const desk: RunTools = {
    kept: async () => [{ id: "desk", name: "desk", enabled: true }],
    list: async () => tools,
    call: async ({ name, arguments: { who } }) => {
      note(name, String(who));
      await pause();
      return { text: `${name} ${who}` };
    },
  };
  return { callLlm, tools: desk, workflows: children };
}

/** Reads in its first answer, acts in its second; then it writes. */
function toolCallsOf(prompt: string, round: number): ToolCall[] | undefined {
  const name = ["look", "send"][round];
  if (name === undefined) return undefined;
  return [{ id: `c${round}`, name: `desk__${name}`, arguments: JSON.stringify({ who: prompt.slice(10) }) }];
}
