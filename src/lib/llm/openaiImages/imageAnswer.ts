import { upstreamError } from "@/lib/llm/failure";
import { asArray, asObject, asText, isObject, present } from "@/lib/llm/narrow";
import type { Asker } from "@/lib/llm/openaiResponses/errors";
import { toUsage } from "@/lib/llm/openaiResponses/events";
import type { UpstreamImages } from "@/lib/llm/provider";
import type { AppError } from "@/types/errors";

/**
 * Reads `{"created", "data": [{"b64_json"}], "background"?, "quality"?, "size"?, "usage"?}`. An address in place of a
 * picture is not followed. Undefined: the answer is none of an images endpoint.
 */
export function readImageAnswer(answer: unknown, asker: Asker): UpstreamImages | AppError | undefined {
  if (!isObject(answer) || !Array.isArray(answer.data)) return undefined;
  const images = asArray(answer.data).flatMap((item) => {
    const { b64_json, url } = asObject(item);
    const base64 = asText(b64_json) ?? /^data:[^,]*;base64,(.+)$/s.exec(asText(url) ?? "")?.[1];
    return base64 === undefined ? [] : [Buffer.from(base64, "base64")];
  });
  if (images.length === 0) {
    const hasAddress = answer.data.some((item) => asText(asObject(item).url) !== undefined);
    const sentence = hasAddress
      ? `${asker.upstream} gave an address in place of a picture, which is not followed. Choose a model that gives pictures themselves.`
      : `${asker.upstream} took the request and gave no picture.`;
    return upstreamError(hasAddress ? "upstream_rejected" : "upstream_interrupted", asker, { sentence });
  }
  const { size, quality, background } = answer;
  const got = present({ size: asText(size), quality: asText(quality), background: asText(background) });
  return { images, got, ...(isObject(answer.usage) ? { usage: toUsage(answer.usage) } : {}) };
}
