import { asArray, asNumber, asObject, asText, type JsonObject } from "@/lib/llm/narrow";
import type { Model } from "@/types/providers";
import { listedVisibility, toWireEffort, verbosities } from "./constants";

/** The plan backend's list, the default model first (the lowest priority number). */
export function parsePlanModels(body: unknown): Model[] {
  return asArray(asObject(body).models)
    .map(asObject)
    .filter((record) => typeof record.slug === "string")
    .sort((a, b) => (asNumber(a.priority) ?? Number.MAX_VALUE) - (asNumber(b.priority) ?? Number.MAX_VALUE))
    .map(toPlanModel);
}

export function toPlanModel(record: JsonObject): Model {
  const id = asText(record.slug) ?? "";
  const modalities = record.input_modalities === undefined ? ["text", "image"] : asArray(record.input_modalities);
  const images = modalities.includes("image");
  const efforts = asArray(record.supported_reasoning_levels)
    .flatMap((level) => asText(level) ?? asText(asObject(level).effort) ?? [])
    .map(toWireEffort);
  const tiers = asArray(record.service_tiers)
    .map(asObject)
    .flatMap((tier) => (typeof tier.id === "string" ? [{ id: tier.id, name: asText(tier.name) ?? tier.id }] : []));
  const name = asText(record.display_name) ?? id;
  const defaultEffort = asText(record.default_reasoning_level);
  const isHidden = record.visibility !== undefined && record.visibility !== listedVisibility;
  return {
    id,
    name,
    description: asText(record.description),
    contextWindow: asNumber(record.context_window),
    input: images ? ["text", "image"] : ["text"],
    reasoningEfforts: [...new Set(efforts)],
    defaultReasoningEffort: defaultEffort === undefined ? undefined : toWireEffort(defaultEffort),
    verbosity: record.support_verbosity === false ? [] : verbosities,
    serviceTiers: tiers,
    supports: {
      temperature: false,
      maxTokens: false,
      jsonSchema: true,
      webSearch: true,
      images,
      tools: true,
      files: true,
      reasoningSummary: true,
    },
    ...(isHidden ? { hiddenReason: "ChatGPT does not list this model for choosing." } : {}),
  };
}

/** What the platform's list holds beside models that write text. */
const otherPurposes =
  /audio|realtime|transcribe|tts|whisper|image|dall-e|sora|search|embedding|moderation|instruct|computer-use|deep-research|davinci|babbage/;
const textFamilies = /^(ft:)?(gpt-|chatgpt-|codex-|o\d)/;
const datedSnapshot = /^(.+)-(\d{4}-\d{2}-\d{2}|\d{4})$/;

/** The platform's list, newest first, with only the models that write text. */
export function parseKeyModels(body: unknown): Model[] {
  const records = asArray(asObject(body).data).map(asObject);
  const ids = new Set(records.map(({ id }) => id));
  return records
    .filter(({ id }) => typeof id === "string" && textFamilies.test(id) && !otherPurposes.test(id))
    .sort((a, b) => (asNumber(b.created) ?? 0) - (asNumber(a.created) ?? 0))
    .map(({ id }) => toKeyModel(asText(id) ?? "", ids));
}

interface Family {
  /** Matched against the id without `ft:`; the first that fits counts. */
  ids: RegExp;
  reasons: boolean;
  images: boolean;
  jsonSchema: boolean;
  webSearch: boolean;
  verbosity: boolean;
}

/**
 * The platform's list names no capabilities, so they stand here by family (platform.openai.com/docs/models). A
 * model that reasons takes no temperature. Efforts are the three that all of these share.
 */
const families: Family[] = [
  family(/^(gpt-5-chat|chatgpt-)/, { images: true, jsonSchema: true }),
  family(/^gpt-[5-9]/, { reasons: true, images: true, jsonSchema: true, webSearch: true, verbosity: true }),
  family(/^codex-/, { reasons: true, images: true, jsonSchema: true }),
  family(/^(o1-mini|o1-preview)/, { reasons: true }),
  family(/^o3-mini/, { reasons: true, jsonSchema: true }),
  family(/^o\d/, { reasons: true, images: true, jsonSchema: true, webSearch: true }),
  family(/^gpt-4(o|\.)/, { images: true, jsonSchema: true, webSearch: true }),
  family(/^gpt-4-turbo/, { images: true }),
  family(/^gpt-/, {}),
];

function family(ids: RegExp, abilities: Partial<Omit<Family, "ids">>): Family {
  return { ids, reasons: false, images: false, jsonSchema: false, webSearch: false, verbosity: false, ...abilities };
}

const unknownFamily = family(/^/, { images: true, jsonSchema: true });

/** What is known of a model of the platform; `ids` are all that the list names. */
export function toKeyModel(id: string, ids: Set<unknown>): Model {
  const base = id.replace(/^ft:/, "");
  const { reasons, images, jsonSchema, webSearch, verbosity } =
    families.find((candidate) => candidate.ids.test(base)) ?? unknownFamily;
  const alias = datedSnapshot.exec(id)?.[1];
  return {
    id,
    name: id,
    input: images ? ["text", "image"] : ["text"],
    reasoningEfforts: reasons ? ["low", "medium", "high"] : [],
    verbosity: verbosity ? verbosities : [],
    serviceTiers: [],
    supports: {
      temperature: !reasons,
      maxTokens: true,
      jsonSchema,
      webSearch,
      images,
      tools: true,
      files: images,
      reasoningSummary: reasons,
    },
    ...(alias !== undefined && ids.has(alias) ? { hiddenReason: `A dated copy of ${alias}.` } : {}),
  };
}
