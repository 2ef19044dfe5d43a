import type { Answer } from "@/simulator/answers/ask";
import { toPieces } from "@/simulator/answers/tokens";
import { isObject, type JsonObject } from "@/simulator/http/body";
import type { GeminiPlan } from "./answer";
import { signFor, wantsSignature } from "./signature";

/** An answer in the parts that a stream brings one by one: thoughts, what a search brought, text or calls. */
export function answerParts(plan: GeminiPlan): JsonObject[] {
  return [
    ...thoughtParts(plan),
    ...searchParts(plan),
    ...(plan.answer.calls.length > 0 ? callParts(plan) : textParts(plan)),
  ];
}

function thoughtParts({ body, answer }: GeminiPlan): JsonObject[] {
  const config = isObject(body.generationConfig) ? body.generationConfig : {};
  const tells = isObject(config.thinkingConfig) && config.thinkingConfig.includeThoughts === true;
  return tells ? [{ text: answer.reasoning, thought: true }] : [];
}

/** Shown where functions stand beside the search, so that it can be sent back. */
function searchParts({ body, answer: { search } }: GeminiPlan): JsonObject[] {
  const isTold = isObject(body.toolConfig) && body.toolConfig.includeServerSideToolInvocations === true;
  if (!isTold || search === undefined) return [];
  const call = { toolType: "GOOGLE_SEARCH_WEB", id: "search_1" };
  return [
    { toolCall: { ...call, args: { queries: [search.query] } } },
    { toolResponse: { ...call, response: { results: search.sources } } },
  ];
}

/** The first of them carries the signature, the ids come with later models. */
function callParts({ key, model, answer: { calls } }: GeminiPlan): JsonObject[] {
  const isLater = wantsSignature(model);
  return calls.map(({ id, name, input }, index) => ({
    functionCall: { ...(isLater ? { id } : {}), name, args: JSON.parse(input) as unknown },
    ...(isLater && index === 0 ? { thoughtSignature: signFor(key, model) } : {}),
  }));
}

/** The signature comes with the last piece. */
function textParts({ key, model, answer }: GeminiPlan): JsonObject[] {
  const pieces = toPieces(plainText(answer).text);
  const parts = (pieces.length === 0 ? [""] : pieces).map((text): JsonObject => ({ text }));
  const last = parts.at(-1);
  if (last !== undefined && wantsSignature(model)) last.thoughtSignature = signFor(key, model);
  return parts;
}

/** The text without the links that other protocols put into it, and its cited sentences, counted in bytes. */
function plainText({ text, citations }: Answer): { text: string; segments: JsonObject[] } {
  const characters = [...text];
  const segments: JsonObject[] = [];
  let plain = "";
  let at = 0;
  for (const { start, end } of citations) {
    const before = characters.slice(at, start).join("");
    const sentence = (/Page \d+ agrees $/.exec(before)?.[0] ?? "").trimEnd();
    plain += before.trimEnd();
    const endIndex = Buffer.byteLength(plain);
    segments.push({ startIndex: endIndex - Buffer.byteLength(sentence), endIndex, text: sentence });
    at = end;
  }
  return { text: plain + characters.slice(at).join(""), segments };
}

/** What the answer rests on; nothing where no search was made. */
export function groundingMetadata({ answer }: GeminiPlan): JsonObject | undefined {
  const { search } = answer;
  if (search === undefined) return undefined;
  const supports = plainText(answer).segments.map((segment, index) => ({ segment, groundingChunkIndices: [index] }));
  return {
    webSearchQueries: [search.query],
    groundingChunks: search.sources.map(({ url, title }) => ({ web: { uri: url, title } })),
    ...(supports.length === 0 ? {} : { groundingSupports: supports }),
  };
}
