import { randomUUID } from "node:crypto";
import type { RequestToSend, SendRequest } from "@/lib/nodes/requestPort";
import type { Value } from "@/types/run";

/** Whether a request would be refused before it is sent. @throws AppError as `SendRequest` does before it sends */
export type CheckRequest = (request: RequestToSend) => Promise<void>;

/** Counts requests in the place of sending them. No answer is like another, so that nothing is found in the cache by chance. */
export function createRehearsedRequests(check: CheckRequest | undefined) {
  let count = 0;
  const send: SendRequest = async (request) => {
    await check?.(request);
    count++;
    const answer = randomUUID();
    return { status: 200, body: bodyOf(request, answer) };
  };
  return { send, count: () => count };
}

function bodyOf({ as }: RequestToSend, answer: string): Value {
  if (as === "text") return answer;
  return as === "json" ? { answer } : { asset: answer, mime: "text/plain", bytes: 0 };
}
