import type { AnswerEncoder } from "@/gateway/v1/encoder";
import { noticeComment } from "@/gateway/v1/told";
import type { AnswerResult } from "@/gateway/v1/workflowEvents";
import type { JsonObject } from "@/lib/llm/narrow";
import type { ToolCall } from "@/types/llm";
import { type CompletionHead, toAnnotation, toCall, toCompletionUsage, toFinishReason } from "./completion";

const DONE = "data: [DONE]\n\n";

/** Chunks of Chat Completions: the role first, then text, then calls, then why it ended, then what was used. */
export function createCompletionEncoder(head: CompletionHead): AnswerEncoder {
  const { includeUsage, tools } = head;
  let hasText = false;
  const common = { id: head.id, object: "chat.completion.chunk", created: head.createdAt, model: head.model };
  const unused = includeUsage ? { usage: null } : {};
  const chunk = (delta: JsonObject, finish_reason: string | null = null) =>
    toData({ ...common, choices: [{ index: 0, delta, logprobs: null, finish_reason }], ...unused });

  // Deltas of text are most of what is sent: what stands around them is put together once.
  const opened = `data: ${JSON.stringify(common).slice(0, -1)},"choices":[{"index":0,"delta":{`;
  const closed = `},"logprobs":null,"finish_reason":null}]${includeUsage ? ',"usage":null' : ""}}\n\n`;
  const beforeText = `${opened}"content":`;
  const beforeThought = `${opened}"reasoning_content":`;

  function text(piece: string): string {
    hasText = true;
    return beforeText + JSON.stringify(piece) + closed;
  }

  function call(one: ToolCall, index: number): string {
    const { id, type, ...named } = toCall(one, tools);
    return Object.entries(named)
      .map(([kind, value]) => callChunks(kind, value as Record<string, string>))
      .join("");

    /** First which tool it is, then what it is asked for. */
    function callChunks(kind: string, { name, ...input }: Record<string, string>): string {
      const empty = Object.fromEntries(Object.keys(input).map((field) => [field, ""]));
      return (
        chunk({ tool_calls: [{ index, id, type, [kind]: { name, ...empty } }] }) +
        chunk({ tool_calls: [{ index, [kind]: input }] })
      );
    }
  }

  function end({ text: whole, toolCalls = [], sources = [], finishReason, usage }: AnswerResult): string {
    // A source that tells its text only at the end is as good.
    const rest = hasText || whole === "" ? "" : text(whole);
    const calls = toolCalls.map(call).join("");
    const cited = sources.length === 0 ? "" : chunk({ annotations: sources.map(toAnnotation) });
    const last = chunk({}, toFinishReason(finishReason));
    const told = includeUsage ? toData({ ...common, choices: [], usage: toCompletionUsage(usage) }) : "";
    return rest + calls + cited + last + told + DONE;
  }

  return {
    open: () => chunk({ role: "assistant", content: "", refusal: null }),
    event(event) {
      if (event.type === "text-delta") return text(event.text);
      if (event.type === "reasoning-delta") return beforeThought + JSON.stringify(event.text) + closed;
      if (event.type === "notice") return noticeComment(event);
      return event.type === "end" ? end(event.result) : "";
    },
    /** SDKs throw at an `error`; who waits for the end of the stream gets it, too. */
    fail: ({ body }) => toData(body) + DONE,
  };
}

function toData(value: object): string {
  return `data: ${JSON.stringify(value)}\n\n`;
}
