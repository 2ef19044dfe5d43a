import { expect, it } from "vitest";
import type { Message } from "@/types/llm";
import { withOwnIds } from "./ownIds";

const calls = (...ids: string[]): Message => ({
  role: "assistant",
  content: "",
  toolCalls: ids.map((id) => ({ id, name: "f", arguments: "{}" })),
});
const result = (toolCallId: string): Message => ({ role: "tool", toolCallId, content: "" });
const idsOf = (messages: Message[]) =>
  messages.flatMap((message) =>
    message.role === "tool"
      ? [`=${message.toolCallId}`]
      : message.role === "assistant"
        ? (message.toolCalls ?? []).map(({ id }) => id)
        : [],
  );

it("leaves ids that are each other's own", () => {
  const messages = [calls("a", "b"), result("b"), result("a"), calls("c"), result("c")];
  expect(withOwnIds(messages)).toEqual(messages);
});

it("gives a call that has another's id one of its own, and its result goes with it", () => {
  const messages = [calls("0"), result("0"), calls("0", "0_2"), result("0_2"), result("0"), calls("0"), result("0")];
  expect(idsOf(withOwnIds(messages))).toEqual(["0", "=0", "0_2", "0_2_2", "=0_2_2", "=0_2", "0_3", "=0_3"]);
});

it("leaves a result without a call, which is refused later", () => {
  expect(withOwnIds([result("x")])).toEqual([result("x")]);
});
