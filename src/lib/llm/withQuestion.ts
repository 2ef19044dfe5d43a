import type { LlmCall } from "@/types/llm";

/**
 * For upstreams that take system texts apart, and want something beside them to answer: where a program sends nothing
 * else, as it may to OpenAI, the last of them is what is asked. Pure.
 */
export function withQuestion(call: LlmCall): LlmCall {
  const { messages, images = [], files = [] } = call;
  const last = messages.at(-1);
  const isAlone = messages.every(({ role }) => role === "system") && images.length + files.length === 0;
  if (last === undefined || !isAlone) return call;
  return { ...call, messages: [...messages.slice(0, -1), { role: "user", content: last.content }] };
}
