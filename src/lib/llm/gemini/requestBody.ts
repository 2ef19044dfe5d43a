import type { JsonObject } from "@/lib/llm/narrow";
import { withQuestion } from "@/lib/llm/withQuestion";
import type { LlmCall } from "@/types/llm";
import { own } from "@/types/own";
import { budgetModels, levelModels, thinkingBudgets } from "./constants";
import { type ContentStyle, toContents } from "./contents";

/** The body of `streamGenerateContent`. Every system text goes into the one place that Gemini has for it. */
export function toGeminiBody(asked: LlmCall, style?: ContentStyle): JsonObject {
  const call = withQuestion(asked);
  const system = toSystem(call);
  const generationConfig = toGenerationConfig(call);
  const toolConfig = toToolConfig(call);
  const tools = toTools(call);
  return {
    ...(system === "" ? {} : { systemInstruction: { parts: [{ text: system }] } }),
    contents: toContents(call, style),
    ...(tools === undefined ? {} : { tools: [tools] }),
    ...(toolConfig === undefined ? {} : { toolConfig }),
    ...(Object.keys(generationConfig).length === 0 ? {} : { generationConfig }),
  };
}

/** Earlier models take functions, the search and bound JSON one at a time. */
export function combines({ model }: Pick<LlmCall, "model">): boolean {
  return !budgetModels.test(model);
}

/** Then the schema stands in the system text. */
function isSchemaText(call: LlmCall): boolean {
  const { jsonSchema, webSearch, tools = [] } = call;
  return jsonSchema !== undefined && !combines(call) && (Boolean(webSearch) || tools.length > 0);
}

function toSystem(call: LlmCall): string {
  const { system = "", messages, webSearch, jsonSchema } = call;
  const mustSearch = typeof webSearch === "object" ? "Search the web before you answer." : "";
  const schema = isSchemaText(call)
    ? `Answer with nothing but JSON that fits this JSON schema, without a code fence:\n${JSON.stringify(jsonSchema)}`
    : "";
  const texts = [system, ...messages.filter(({ role }) => role === "system").map(({ content }) => content)];
  return [...texts, mustSearch, schema].filter((text) => text.trim() !== "").join("\n\n");
}

function toTools({ tools = [], webSearch }: LlmCall): JsonObject | undefined {
  const functionDeclarations = tools.map(({ name, description, parameters }) => ({
    name,
    ...(description === undefined ? {} : { description }),
    parametersJsonSchema: parameters,
  }));
  if (functionDeclarations.length === 0) return webSearch ? { googleSearch: {} } : undefined;
  return { ...(webSearch ? { googleSearch: {} } : {}), functionDeclarations };
}

function toToolConfig({ tools = [], toolChoice, webSearch }: LlmCall): JsonObject | undefined {
  if (tools.length === 0) return undefined;
  const choice = toFunctionCalling(toolChoice);
  if (!webSearch) return choice && { functionCallingConfig: choice };
  // What the search brought must come back with the results of the functions.
  return { ...(choice && { functionCallingConfig: choice }), includeServerSideToolInvocations: true };
}

function toFunctionCalling(choice: LlmCall["toolChoice"]): JsonObject | undefined {
  if (typeof choice === "object") return { mode: "ANY", allowedFunctionNames: [choice.name] };
  if (choice === "required") return { mode: "ANY" };
  return choice === "none" ? { mode: "NONE" } : undefined;
}

function toGenerationConfig(call: LlmCall): JsonObject {
  const { temperature, maxTokens, jsonSchema } = call;
  const thinkingConfig = toThinkingConfig(call);
  const isBound = jsonSchema !== undefined && !isSchemaText(call);
  return {
    ...(temperature === undefined ? {} : { temperature }),
    ...(maxTokens === undefined ? {} : { maxOutputTokens: maxTokens }),
    ...(isBound ? { responseMimeType: "application/json", responseJsonSchema: jsonSchema } : {}),
    ...(thinkingConfig === undefined ? {} : { thinkingConfig }),
  };
}

/** Thoughts are told wherever they are asked for, and where the person chose how deep they are. */
function toThinkingConfig({ model, reasoningEffort: effort, reasoningSummary }: LlmCall): JsonObject | undefined {
  const told = reasoningSummary === true ? { includeThoughts: true } : undefined;
  if (effort === undefined) return told;
  if (levelModels.test(model)) return { thinkingLevel: effort, includeThoughts: true };
  const thinkingBudget = budgetModels.test(model) ? own(thinkingBudgets, effort) : undefined;
  return thinkingBudget === undefined ? told : { thinkingBudget, includeThoughts: true };
}
