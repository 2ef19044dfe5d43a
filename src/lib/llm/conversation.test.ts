import { expect, test } from "vitest";
import type { LlmCall, Message } from "@/types/llm";
import { checkConversation } from "./conversation";

const call = (messages: Message[], more: Partial<LlmCall> = {}): LlmCall => ({
  provider: "openai",
  model: "m",
  messages,
  ...more,
});
const user: Message = { role: "user", content: "Weather in Bern and Basel?" };
const asks = (...ids: string[]): Message => ({
  role: "assistant",
  content: "",
  toolCalls: ids.map((id) => ({ id, name: "weather", arguments: "{}" })),
});
const gives = (toolCallId: string): Message => ({ role: "tool", toolCallId, content: "Rain" });
const tool = (name: string) => ({ name, parameters: { type: "object" } });

test.each<[string, Message[]]>([
  ["no tools at all", [user, { role: "assistant", content: "Yes" }, user]],
  ["one call and its result", [user, asks("a"), gives("a")]],
  ["two calls, their results in the other order", [user, asks("a", "b"), gives("b"), gives("a")]],
  ["two rounds", [user, asks("a"), gives("a"), asks("b"), gives("b"), { role: "assistant", content: "Rain" }, user]],
])("a conversation with %s is taken", (_, messages) => {
  expect(() => checkConversation(call(messages))).not.toThrow();
});

test.each<[string, Message[], string]>([
  ["a result without a call", [user, gives("a")], 'messages[1]: there is no tool call "a"'],
  ["a result given twice", [user, asks("a"), gives("a"), gives("a")], "stands there twice"],
  ["a result that comes late", [user, asks("a", "b"), gives("a"), user, gives("b")], '"b" (weather) has no result'],
  ["a call without a result at the end", [user, asks("a", "b"), gives("b")], '"a" (weather) has no result'],
  ["a call without a result before the next answer", [user, asks("a"), asks("b"), gives("b")], '"a" (weather)'],
  ["one id for two calls", [user, asks("a", "a"), gives("a")], "more than one tool call"],
  ["an id used again", [user, asks("a"), gives("a"), asks("a"), gives("a")], "messages[3]"],
])("%s is refused", (_, messages, words) => {
  expect(() => checkConversation(call(messages))).toThrow(
    expect.objectContaining({ code: "invalid_request", message: expect.stringContaining(words) }),
  );
});

test("a choice has to be among the tools, and their names are given once", () => {
  const withTools = (more: Partial<LlmCall>) => () => checkConversation(call([user], more));
  expect(withTools({ tools: [tool("a"), tool("b")], toolChoice: { name: "b" } })).not.toThrow();
  expect(withTools({ tools: [tool("a")], toolChoice: "required" })).not.toThrow();
  expect(withTools({ toolChoice: "none" })).not.toThrow();
  expect(withTools({ tools: [tool("a")], toolChoice: { name: "b" } })).toThrow('no tool "b"');
  expect(withTools({ toolChoice: "required" })).toThrow("there is none");
  expect(withTools({ tools: [tool("a"), tool("a")] })).toThrow("given twice");
});
