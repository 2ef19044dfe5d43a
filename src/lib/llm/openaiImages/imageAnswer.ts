import { upstreamError } from "@/lib/llm/failure";
import { asArray, asNumber, asObject, asText, isObject, present } from "@/lib/llm/narrow";
import type { Asker } from "@/lib/llm/openaiResponses/errors";
import type { UpstreamImages } from "@/lib/llm/provider";
import type { AppError } from "@/types/errors";
import type { Usage } from "@/types/llm";

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
  const usage = toUsage(answer.usage);
  return { images, got, ...(usage === undefined ? {} : { usage }) };
}

function toUsage(usage: unknown): Usage | undefined {
  if (!isObject(usage)) return undefined;
  const inputTokens = asNumber(usage.input_tokens) ?? 0;
  const outputTokens = asNumber(usage.output_tokens) ?? 0;
  const cachedInputTokens = asNumber(asObject(usage.input_tokens_details).cached_tokens) ?? 0;
  const totalTokens = asNumber(usage.total_tokens) ?? inputTokens + outputTokens;
  return { inputTokens, cachedInputTokens, outputTokens, reasoningTokens: 0, totalTokens };
}
