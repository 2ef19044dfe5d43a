import type { Message } from "@/types/llm";

/**
 * The conversation with an id of its own for each call: small servers count them anew in each answer, and clients hand
 * them back as they came. A result belongs to the latest call of its id. Pure.
 */
export function withOwnIds(messages: Message[]): Message[] {
  const times = new Map<string, number>();
  const sent = new Set<string>();
  const latest = new Map<string, string>();

  function next(id: string): string {
    let own: string;
    do {
      const count = (times.get(id) ?? 0) + 1;
      times.set(id, count);
      own = count === 1 ? id : `${id}_${count}`;
    } while (sent.has(own));
    sent.add(own);
    latest.set(id, own);
    return own;
  }

  return messages.map((message) => {
    if (message.role === "tool") {
      return { ...message, toolCallId: latest.get(message.toolCallId) ?? message.toolCallId };
    }
    if (message.role !== "assistant" || message.toolCalls === undefined) return message;
    return { ...message, toolCalls: message.toolCalls.map((call) => ({ ...call, id: next(call.id) })) };
  });
}
