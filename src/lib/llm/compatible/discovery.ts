import { asArray, asNumber, asObject, asText, type JsonObject } from "@/lib/llm/narrow";
import type { Credential } from "@/types/credential";
import type { Skills } from "@/types/servers";
import { headersOf, rootOf } from "./address";
import { readSkills } from "./skills";

/** What a server tells of one of its models beside OpenAI's list. */
export interface Found {
  skills: Skills;
  contextWindow?: number;
  /** Why it cannot be chosen. */
  hiddenReason?: string;
}

/** Models that are asked about one by one, and how many at once. */
const maxAsked = 60;
const maxParallel = 6;
/** Milliseconds for all of it: without it the list is there all the same. */
const timeoutMs = 4000;

const makesNoText = "It makes no text.";

/**
 * Asks a server in its own words what its models can do: Ollama (`/api/tags`, `/api/show`), LM Studio
 * (`/api/v0/models`), LiteLLM (`/model/info`). Never fails: what is not said is not known. An abort passes through.
 */
export async function discover(
  fetch: typeof globalThis.fetch,
  credential: Credential & { baseUrl: string },
  signal: AbortSignal,
): Promise<Map<string, Found>> {
  const root = rootOf(credential.baseUrl);
  const limited = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  const ask = (path: string, body?: object) => askJson(fetch, root + path, credential, limited, body);
  for (const way of [ofOllama, ofLmStudio, ofLiteLlm]) {
    const found = await way(ask);
    signal.throwIfAborted();
    if (found.size > 0) return found;
  }
  return new Map();
}

type Ask = (path: string, body?: object) => Promise<JsonObject>;

async function askJson(
  fetch: typeof globalThis.fetch,
  url: string,
  credential: Credential,
  signal: AbortSignal,
  body?: object,
): Promise<JsonObject> {
  const headers = { accept: "application/json", ...headersOf(credential) };
  const post = {
    method: "POST",
    body: JSON.stringify(body),
    headers: { ...headers, "content-type": "application/json" },
  };
  try {
    const response = await fetch(url, { redirect: "manual", signal, ...(body === undefined ? { headers } : post) });
    return response.ok ? asObject(await response.json()) : asObject(await response.body?.cancel());
  } catch {
    // Not there, not JSON, too slow: all of it says nothing.
    return {};
  }
}

/** github.com/ollama/ollama, docs/api.md: `capabilities` of a model. */
async function ofOllama(ask: Ask): Promise<Map<string, Found>> {
  const { models } = await ask("/api/tags");
  const names = asArray(models).flatMap((model) => asText(asObject(model).name) ?? []);
  const found = new Map<string, Found>();
  const open = names.slice(0, maxAsked);
  const work = async () => {
    for (let name = open.shift(); name !== undefined; name = open.shift()) {
      const { capabilities, model_info: info } = await ask("/api/show", { model: name });
      if (Array.isArray(capabilities)) found.set(name, fromOllama(new Set(capabilities), asObject(info)));
    }
  };
  await Promise.all(Array.from({ length: maxParallel }, work));
  return found;
}

function fromOllama(can: ReadonlySet<unknown>, info: JsonObject): Found {
  const length = Object.entries(info).find(([name]) => name.endsWith(".context_length"))?.[1];
  return {
    skills: { tools: can.has("tools"), images: can.has("vision"), reasoning: can.has("thinking") },
    contextWindow: asNumber(length),
    ...(can.has("completion") ? {} : { hiddenReason: makesNoText }),
  };
}

/** lmstudio.ai/docs, REST API v0: `type` and `capabilities` of a model. */
async function ofLmStudio(ask: Ask): Promise<Map<string, Found>> {
  const { data } = await ask("/api/v0/models");
  const records = asArray(data).map(asObject);
  return byId(records, "id", ({ type, capabilities, max_context_length: length }) => ({
    skills: {
      ...(asText(type) === undefined ? {} : { images: type === "vlm" }),
      ...(Array.isArray(capabilities) ? { tools: capabilities.includes("tool_use") } : {}),
    },
    contextWindow: asNumber(length),
    ...(type === "embeddings" ? { hiddenReason: makesNoText } : {}),
  }));
}

/** docs.litellm.ai, `/model/info`. */
async function ofLiteLlm(ask: Ask): Promise<Map<string, Found>> {
  const { data } = await ask("/model/info");
  const records = asArray(data).map(asObject);
  return byId(records, "model_name", (record) => {
    const info = asObject(record.model_info);
    const mode = asText(info.mode);
    return {
      skills: readSkills(record),
      contextWindow: asNumber(info.max_input_tokens),
      ...(mode === undefined || /^(chat|completion|responses)$/.test(mode) ? {} : { hiddenReason: makesNoText }),
    };
  });
}

function byId(records: JsonObject[], field: string, toFound: (record: JsonObject) => Found): Map<string, Found> {
  return new Map(
    records.flatMap((record): [string, Found][] => {
      const id = asText(record[field]);
      return id === undefined ? [] : [[id, toFound(record)]];
    }),
  );
}
