import type { LlmRequest } from "@/types/api";
import type { LlmCall } from "@/types/llm";

/** The call that a request of the route asks for; a prompt is a single message of the person. */
export function toLlmCall({ prompt, messages, stream: _, ...settings }: LlmRequest): LlmCall {
  return { ...settings, messages: messages ?? [{ role: "user", content: prompt ?? "" }] };
}
