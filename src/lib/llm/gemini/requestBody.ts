import type { JsonObject } from "@/lib/llm/narrow";
import type { LlmCall } from "@/types/llm";
import { own } from "@/types/own";
import { budgetModels, levelModels, thinkingBudgets } from "./constants";

/** The body of `streamGenerateContent`. Every system text goes into the one place that Gemini has for it. */
export function toGeminiBody(call: LlmCall): JsonObject {
  const system = [call.system ?? "", ...call.messages.filter(({ role }) => role === "system").map((m) => m.content)]
    .filter((text) => text.trim() !== "")
    .join("\n\n");
  const generationConfig = toGenerationConfig(call);
  return {
    ...(system === "" ? {} : { systemInstruction: { parts: [{ text: system }] } }),
    contents: toContents(call),
    ...(call.webSearch ? { tools: [{ googleSearch: {} }] } : {}),
    ...(Object.keys(generationConfig).length === 0 ? {} : { generationConfig }),
  };
}

/** Images go with the last thing the person said. */
function toContents({ messages, images = [] }: LlmCall): JsonObject[] {
  const turns = messages.filter(({ role }) => role !== "system");
  const lastUser = turns.findLastIndex(({ role }) => role === "user");
  const contents = turns.map(({ role, content }, index) => ({
    role: role === "assistant" ? "model" : "user",
    parts: [{ text: content }, ...(index === lastUser ? images.map(toInlineData) : [])],
  }));
  if (lastUser !== -1 || images.length === 0) return contents;
  return [...contents, { role: "user", parts: images.map(toInlineData) }];
}

function toInlineData(dataUrl: string): JsonObject {
  const comma = dataUrl.indexOf(",");
  const mimeType = dataUrl.slice("data:".length, dataUrl.indexOf(";"));
  return { inlineData: { mimeType, data: dataUrl.slice(comma + 1) } };
}

function toGenerationConfig({ model, temperature, maxTokens, jsonSchema, reasoningEffort }: LlmCall): JsonObject {
  const thinkingConfig = reasoningEffort === undefined ? undefined : toThinkingConfig(model, reasoningEffort);
  return {
    ...(temperature === undefined ? {} : { temperature }),
    ...(maxTokens === undefined ? {} : { maxOutputTokens: maxTokens }),
    ...(jsonSchema === undefined ? {} : { responseMimeType: "application/json", responseJsonSchema: jsonSchema }),
    ...(thinkingConfig === undefined ? {} : { thinkingConfig }),
  };
}

function toThinkingConfig(model: string, effort: string): JsonObject | undefined {
  if (levelModels.test(model)) return { thinkingLevel: effort, includeThoughts: true };
  const thinkingBudget = budgetModels.test(model) ? own(thinkingBudgets, effort) : undefined;
  return thinkingBudget === undefined ? undefined : { thinkingBudget, includeThoughts: true };
}
