import type { CallLlm, LlmCall, LlmResult, Message, ToolCall } from "@/types/llm";
import type { Answer, Question } from "@/types/run";
import type { NodeContext, RoundStep, ToolStep } from "./nodeKind";
import type { ToolCall as MadeCall, ToolCaller, ToolInfo, ToolOutput } from "./toolCaller";

/** A tool server in memory, a model that follows a script, and a person: for tests of nodes that use tools. */

export const testTool = (name: string, marks: Partial<ToolInfo> = {}): ToolInfo => ({
  name,
  inputSchema: { type: "object", properties: { text: { type: "string" } } },
  readOnly: false,
  destructive: false,
  idempotent: false,
  ...marks,
});

export interface TestServer extends ToolCaller {
  made: MadeCall[];
}

export function testServer(
  tools: ToolInfo[],
  answer: (call: MadeCall, signal: AbortSignal) => ToolOutput | Promise<ToolOutput> = ({ name, arguments: input }) => ({
    text: `${name} ${JSON.stringify(input)}`,
  }),
): TestServer {
  const made: MadeCall[] = [];
  return {
    made,
    list: async () => tools,
    call: async (call, { signal }) => {
      made.push(call);
      return answer(call, signal);
    },
  };
}

export const payer = { kind: "key", id: "openai", provider: "openai", name: "OpenAI key" } as const;
export const usage = { inputTokens: 1, cachedInputTokens: 0, outputTokens: 2, reasoningTokens: 0, totalTokens: 3 };

/** What the model says in one round: calls, or words. */
export type Said = string | ToolCall[] | Partial<LlmResult>;

/** A call of a tool of the server `s`. */
export const asks = (id: string, name: string, input: unknown = {}): ToolCall => ({
  id,
  name: `s__${name}`,
  arguments: typeof input === "string" ? input : JSON.stringify(input),
});

/** Says the next of the script by how many rounds the conversation has; `calls` are all that were sent. */
export function scripted(...script: Said[]): { callLlm: CallLlm; calls: LlmCall[] } {
  const calls: LlmCall[] = [];
  const callLlm: CallLlm = async function* (call) {
    calls.push(call);
    const rounds = call.messages.filter(({ role }) => role === "assistant").length;
    const result = toResult(call, script[rounds] ?? "");
    if (result.reasoning !== undefined) yield { type: "reasoning-delta", text: result.reasoning };
    if (result.text !== "") yield { type: "text-delta", text: result.text };
    yield { type: "end", result };
  };
  return { callLlm, calls };
}

function toResult({ provider, model }: LlmCall, said: Said): LlmResult {
  const base = {
    ...{ provider, model, usage, payer, requestId: "r", text: "" },
    ...{ notices: [], finishReason: "stop" as const },
  };
  if (typeof said === "string") return { ...base, text: said };
  return Array.isArray(said) ? { ...base, toolCalls: said, finishReason: "tool_calls" } : { ...base, ...said };
}

export interface TestJournal {
  steps: (RoundStep | ToolStep)[];
  questions: Question[];
  context: Pick<NodeContext<unknown>, "ask" | "past" | "tell">;
}

/** What a node tells and asks, on what it told before. A question without an answer fails the test. */
export function testJournal(
  answers: (question: Question) => Answer | undefined = () => undefined,
  before: readonly (RoundStep | ToolStep)[] = [],
): TestJournal {
  const steps = [...before];
  const questions: Question[] = [];
  const isRound = (step: RoundStep | ToolStep): step is RoundStep => step.type === "node-round";
  const isTool = (step: RoundStep | ToolStep): step is ToolStep => step.type === "node-tool";
  return {
    steps,
    questions,
    context: {
      past: { rounds: before.filter(isRound), tools: before.filter(isTool) },
      tell: async (step) => void steps.push(step),
      ask: async (question) => {
        questions.push(question);
        const answer = answers(question);
        if (answer === undefined) throw new Error(`Nobody answers: ${question.question}`);
        return answer;
      },
    },
  };
}

export function toolMessages(call: LlmCall | undefined): string[] {
  return (call?.messages ?? []).filter((message: Message) => message.role === "tool").map(({ content }) => content);
}
