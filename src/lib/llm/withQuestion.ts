import { AppError } from "@/types/errors";
import type { LlmCall, Message } from "@/types/llm";

/**
 * For upstreams that take system texts apart, want something beside them to answer, and refuse blank texts: where a
 * program sends nothing else, as it may to OpenAI, the last of the system texts is what is asked. Pure.
 * @throws AppError `invalid_request` where no message says anything
 */
export function withQuestion(call: LlmCall): LlmCall {
  const { system = "", messages, images = [], files = [] } = call;
  if (images.length + files.length > 0 || messages.some(saysSomething)) return call;
  const rules = messages.filter(({ role, content }) => role === "system" && !isBlank(content));
  const question = rules.pop()?.content ?? system;
  if (isBlank(question)) {
    throw new AppError("invalid_request", "Nothing is asked: every message is blank. Write something in one of them.");
  }
  return {
    ...call,
    system: question === system ? undefined : system,
    messages: [...rules, { role: "user", content: question }],
  };
}

function saysSomething(message: Message): boolean {
  if (message.role === "system") return false;
  const makesCalls = message.role === "assistant" && (message.toolCalls ?? []).length > 0;
  return message.role === "tool" || makesCalls || !isBlank(message.content);
}

function isBlank(text: string): boolean {
  return text.trim() === "";
}
