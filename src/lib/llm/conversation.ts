import { AppError } from "@/types/errors";
import type { LlmCall, Message, ToolCall } from "@/types/llm";

/**
 * Refuses what every upstream would: results without the call they belong to, calls without a result, and a choice of
 * a tool that is not there. Results stand right behind the answer that asked for them, in any order. Pure.
 * @throws AppError `invalid_request`
 */
export function checkConversation({ messages, tools = [], toolChoice }: LlmCall): void {
  let open = new Map<string, ToolCall>();
  const seen = new Set<string>();
  for (const [index, message] of messages.entries()) {
    if (message.role === "tool") {
      if (!open.delete(message.toolCallId)) throw withoutCall(message.toolCallId, seen, index);
      continue;
    }
    refuseOpen(open);
    open = callsOf(message, seen, index);
  }
  refuseOpen(open);
  checkTools(tools, toolChoice);
}

/** The calls of one message by their ids, which are new. */
function callsOf(message: Message, seen: Set<string>, index: number): Map<string, ToolCall> {
  const calls = message.role === "assistant" ? (message.toolCalls ?? []) : [];
  for (const { id } of calls) {
    if (seen.has(id)) throw invalid(`messages[${index}]: the id "${id}" belongs to more than one tool call.`);
    seen.add(id);
  }
  return new Map(calls.map((call) => [call.id, call]));
}

function withoutCall(id: string, seen: Set<string>, index: number): AppError {
  return invalid(
    seen.has(id)
      ? `messages[${index}]: the result of the tool call "${id}" does not stand right behind the message that made it, or stands there twice.`
      : `messages[${index}]: there is no tool call "${id}" in the message before. Send the assistant's message with its toolCalls first.`,
  );
}

function refuseOpen(open: Map<string, ToolCall>): void {
  const [first] = open.values();
  if (first === undefined) return;
  throw invalid(
    `The tool call "${first.id}" (${first.name}) has no result. Put a message of role "tool" right behind the message that made it.`,
  );
}

function checkTools(tools: NonNullable<LlmCall["tools"]>, choice: LlmCall["toolChoice"]): void {
  const names = new Set<string>();
  for (const { name } of tools) {
    if (names.has(name)) throw invalid(`tools: the name "${name}" is given twice.`);
    names.add(name);
  }
  if (typeof choice === "object" && !names.has(choice.name)) {
    throw invalid(`toolChoice: there is no tool "${choice.name}" among the tools.`);
  }
  if (choice === "required" && tools.length === 0) throw invalid("toolChoice: a tool is required, but there is none.");
}

function invalid(message: string): AppError {
  return new AppError("invalid_request", message, { action: "edit_input" });
}
