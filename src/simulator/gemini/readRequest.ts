import type { Ask } from "@/simulator/answers/ask";
import { type ImageFacts, readImage } from "@/simulator/answers/imageFacts";
import { isObject, type JsonObject } from "@/simulator/http/body";
import { invalidArgument } from "./refusals";

const topFields = `contents systemInstruction generationConfig safetySettings tools toolConfig cachedContent model
  serviceTier store`.split(/\s+/);
const configFields =
  `candidateCount enableEnhancedCivicAnswers frequencyPenalty logprobs maxOutputTokens mediaResolution
  presencePenalty responseJsonSchema responseLogprobs responseMimeType responseModalities responseSchema seed
  speechConfig stopSequences temperature thinkingConfig topK topP`.split(/\s+/);
const schemaKinds = ["responseSchema", "responseJsonSchema"] as const;

/** What a Gemini request asks for; throws Google's refusal of anything it does not know. */
export function readGeminiRequest(model: string, body: JsonObject): Ask {
  refuseUnknown(body, topFields, "");
  const { contents } = body;
  if (!Array.isArray(contents) || contents.length === 0)
    throw invalidArgument("* GenerateContentRequest.contents: contents is not specified");
  const images: ImageFacts[] = [];
  const turns = contents.map((content: unknown, index) => readContent(content, `contents[${index}]`, images));
  const user = turns.filter(({ role }) => role !== "model").map(({ text }) => text);
  const system =
    body.systemInstruction === undefined ? "" : readContent(body.systemInstruction, "system_instruction", images).text;
  return { model, system, prompt: user.at(-1) ?? "", images, ...readConfig(body.generationConfig) };
}

function readContent(content: unknown, at: string, images: ImageFacts[]): { role: string; text: string } {
  if (!isObject(content)) throw invalidArgument(`Invalid value at '${at}'`);
  const role = content.role ?? "user";
  if (role !== "user" && role !== "model" && !at.startsWith("system")) {
    throw invalidArgument("Please use a valid role: user, model.");
  }
  if (!Array.isArray(content.parts) || content.parts.length === 0) {
    throw invalidArgument(`* GenerateContentRequest.${at}.parts: contents.parts must not be empty.`);
  }
  const texts = content.parts.map((part: unknown, index) => readPart(part, `${at}.parts[${index}]`, images));
  return { role: String(role), text: texts.filter((text) => text !== "").join("\n") };
}

function readPart(part: unknown, at: string, images: ImageFacts[]): string {
  if (isObject(part) && typeof part.text === "string") return part.text;
  if (isObject(part) && isObject(part.inlineData)) {
    const { mimeType, data } = part.inlineData;
    if (typeof mimeType !== "string" || typeof data !== "string")
      throw invalidArgument(`Invalid value at '${at}.inline_data'`);
    const facts = readImage(Buffer.from(data, "base64"));
    if (facts === undefined) throw invalidArgument("Unable to process input image. Please retry or report.");
    images.push(facts);
    return "";
  }
  throw invalidArgument(
    `* GenerateContentRequest.${at}.data: required oneof field 'data' must have one initialized field`,
  );
}

function readConfig(config: unknown): Pick<Ask, "schema" | "json" | "maxTokens" | "reasoningEffort"> {
  if (config === undefined) return {};
  if (!isObject(config)) throw invalidArgument("Invalid value at 'generation_config'");
  refuseUnknown(config, configFields, "generation_config");
  checkRange(config.temperature, "temperature", 0, 2);
  checkRange(config.topP, "topP", 0, 1);
  checkRange(config.maxOutputTokens, "max_output_tokens", 1, 65_536);
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
