import { trueImageUrl } from "@/lib/imageType";
import type { LlmRequest } from "@/types/api";
import type { LlmCall } from "@/types/llm";

/**
 * The call that a request of the route asks for; a prompt is a single message of the person.
 * @throws AppError `invalid_request` for a picture that is none by its bytes
 */
export function toLlmCall({ prompt, messages, images, stream: _, ...settings }: LlmRequest): LlmCall {
  const call: LlmCall = { ...settings, messages: messages ?? [{ role: "user", content: prompt ?? "" }] };
  return images === undefined ? call : { ...call, images: images.map(trueImageUrl) };
}
