import type { Ask } from "@/simulator/answers/ask";
import { isObject, type JsonObject } from "@/simulator/http/body";
import { partsOf, readContents } from "./contentRules";
import { invalidArgument } from "./refusals";
import { isSignedFor, wantsSignature } from "./signature";
import { readTools } from "./tools";

const topFields = `contents systemInstruction generationConfig safetySettings tools toolConfig cachedContent model
  serviceTier store`.split(/\s+/);
const configFields =
  `candidateCount enableEnhancedCivicAnswers frequencyPenalty imageConfig logprobs maxOutputTokens mediaResolution
  presencePenalty responseJsonSchema responseLogprobs responseMimeType responseModalities responseSchema seed
  speechConfig stopSequences temperature thinkingConfig topK topP`.split(/\s+/);
const schemaKinds = ["responseSchema", "responseJsonSchema"] as const;

/** What a Gemini request asks for; throws Google's refusal of anything it does not know. `key` is who asks. */
export function readGeminiRequest(model: string, body: JsonObject, key: string): Ask {
  refuseUnknown(body, topFields, "");
  const read = readContents(body.contents, { model, isSigned: isSignedFor(key, model) });
  const system = readSystem(body.systemInstruction);
  const { prompt, images, files, turn, texts } = read;
  return {
    model,
    system,
    prompt,
    images,
    files,
    turn,
    ...readTools(body, model),
    read: [system, JSON.stringify(body.tools ?? []), ...texts].join("\n"),
    ...readConfig(body.generationConfig, model),
  };
}

function readSystem(instruction: unknown): string {
  if (instruction === undefined) return "";
  if (!isObject(instruction)) throw invalidArgument("Invalid value at 'system_instruction'");
  return partsOf(instruction, "system_instruction")
    .map(({ text }) => (typeof text === "string" ? text : ""))
    .join("\n");
}

function readConfig(config: unknown, model: string): Pick<Ask, "schema" | "json" | "maxTokens" | "reasoningEffort"> {
  if (config === undefined) return {};
  if (!isObject(config)) throw invalidArgument("Invalid value at 'generation_config'");
  refuseUnknown(config, configFields, "generation_config");
  checkRange(config.temperature, "temperature", 0, 2);
  checkRange(config.topP, "topP", 0, 1);
  checkRange(config.maxOutputTokens, "max_output_tokens", 1, 65_536);
  checkThinking(config.thinkingConfig, model);
  const kind = schemaKinds.find((name) => config[name] !== undefined);
  if (kind !== undefined && config.responseMimeType !== "application/json") {
    throw invalidArgument("response_schema is only supported for 'application/json' response mime type");
  }
  const schema = kind === undefined ? undefined : config[kind];
  return {
    ...(isObject(schema) ? { schema } : {}),
    ...(config.responseMimeType === "application/json" ? { json: true } : {}),
    ...(typeof config.maxOutputTokens === "number" ? { maxTokens: config.maxOutputTokens } : {}),
    ...(isObject(config.thinkingConfig) ? { reasoningEffort: "on" } : {}),
  };
}

/** A level is for later models, a budget for earlier ones. */
function checkThinking(config: unknown, model: string): void {
  if (!isObject(config)) return;
  if (config.thinkingLevel === undefined) return;
  if (!wantsSignature(model)) throw invalidArgument("Thinking level is not supported for this model.");
  if (config.thinkingBudget !== undefined) {
    throw invalidArgument("You can only set only one of thinking budget and thinking level.");
  }
}

/** Google names fields in camelCase and takes snake_case too. */
function refuseUnknown(given: JsonObject, known: string[], at: string): void {
  const camel = (name: string) => name.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());
  const unknown = Object.keys(given).find((name) => !known.includes(camel(name)));
  if (unknown === undefined) return;
  const place = at === "" ? "" : ` at '${at}'`;
  throw invalidArgument(`Invalid JSON payload received. Unknown name "${unknown}"${place}: Cannot find field.`);
}

function checkRange(value: unknown, name: string, least: number, most: number): void {
  if (value === undefined) return;
  if (typeof value === "number" && value >= least && value <= most) return;
  throw invalidArgument(
    `* GenerateContentRequest.generation_config.${name}: ${name} must be in the range [${least}, ${most}].`,
  );
}
