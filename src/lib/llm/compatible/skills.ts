import { settingNames } from "@/lib/llm/modelReasons";
import { isObject, type JsonObject } from "@/lib/llm/narrow";
import type { LlmSettings } from "@/types/llm";
import type { Model } from "@/types/providers";
import type { ServerSkill, Skills } from "@/types/servers";

type Capability = keyof Model["supports"];

const capabilityOf: Record<ServerSkill, Capability> = {
  tools: "tools",
  images: "images",
  files: "files",
  jsonSchema: "jsonSchema",
  webSearch: "webSearch",
  reasoning: "reasoningSummary",
  temperature: "temperature",
  maxTokens: "maxTokens",
};

/** Where nobody says anything: a search and PDF are rare, and PDF goes as text. */
const unsaid: Skills = { webSearch: false, files: false };

/** The model with what is known of it: what the server says, and over it what the person says. */
export function withSkills(model: Model, found: Skills, told: Skills, server: string): Model {
  const supports = { ...model.supports };
  const reasons = { ...model.reasons };
  for (const [skill, can] of entries({ ...unsaid, ...found, ...told })) {
    const capability = capabilityOf[skill];
    supports[capability] = can;
    delete reasons[capability];
    if (!can && told[skill] === false)
      reasons[capability] = `${settingNames[capability]} is switched off for ${server}.`;
  }
  const isThinking = (told.reasoning ?? found.reasoning) !== false;
  return {
    ...model,
    input: supports.images ? ["text", "image"] : ["text"],
    supports,
    reasons,
    ...(isThinking ? {} : { reasoningEfforts: [] }),
  };
}

/** What the person switched off, for models that no list has. */
export function refusedBySkills(told: Skills, server: string): Partial<Record<keyof LlmSettings, string>> {
  const words = `by ${server}, where it is switched off`;
  return {
    ...(told.temperature === false ? { temperature: words } : {}),
    ...(told.maxTokens === false ? { maxTokens: words } : {}),
    ...(told.jsonSchema === false ? { jsonSchema: words } : {}),
    ...(told.webSearch === false ? { webSearch: words } : {}),
    ...(told.reasoning === false ? { reasoningEffort: words, reasoningSummary: words } : {}),
  };
}

/** What a record of a list says of a model: OpenRouter's, Mistral's and LiteLLM's ways of saying it. */
export function readSkills(record: JsonObject): Skills {
  const { supported_parameters: parameters, architecture, capabilities, model_info: info } = record;
  return {
    ...(Array.isArray(parameters) ? fromParameters(new Set(parameters)) : {}),
    ...(isObject(architecture) && Array.isArray(architecture.input_modalities)
      ? fromModalities(new Set(architecture.input_modalities))
      : {}),
    ...(isObject(capabilities) ? known({ tools: capabilities.function_calling, images: capabilities.vision }) : {}),
    ...(isObject(info) ? fromModelInfo(info) : {}),
  };
}

function fromParameters(taken: ReadonlySet<unknown>): Skills {
  const has = (...names: string[]) => names.some((name) => taken.has(name));
  return {
    tools: has("tools"),
    jsonSchema: has("structured_outputs", "response_format"),
    temperature: has("temperature"),
    maxTokens: has("max_tokens", "max_completion_tokens"),
    reasoning: has("reasoning", "include_reasoning", "reasoning_effort"),
    webSearch: has("web_search_options"),
  };
}

function fromModalities(taken: ReadonlySet<unknown>): Skills {
  return { images: taken.has("image"), files: taken.has("file") };
}

function fromModelInfo(info: JsonObject): Skills {
  return known({
    tools: info.supports_function_calling,
    images: info.supports_vision,
    jsonSchema: info.supports_response_schema,
    files: info.supports_pdf_input,
    reasoning: info.supports_reasoning,
    webSearch: info.supports_web_search,
  });
}

/** Only what is yes or no says something. */
function known(said: Partial<Record<ServerSkill, unknown>>): Skills {
  return Object.fromEntries(Object.entries(said).filter(([, value]) => typeof value === "boolean"));
}

function entries(skills: Skills): [ServerSkill, boolean][] {
  return Object.entries(skills).filter(([, value]) => value !== undefined) as [ServerSkill, boolean][];
}
