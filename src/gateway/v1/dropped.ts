import type { JsonObject } from "@/lib/llm/narrow";
import type { Notice } from "@/types/llm";

/**
 * Parameters that would change nothing with these values, although they are not supported; `true` for any value: they
 * only describe how the answer comes, which clients send and nobody misses.
 */
const neutral: Readonly<Record<string, true | readonly unknown[]>> = {
  background: [false],
  frequency_penalty: [0],
  logprobs: [false],
  modalities: [],
  n: [1],
  presence_penalty: [0],
  prompt_cache_retention: true,
  service_tier: ["auto", "default"],
  store: [false],
  stream: true,
  stream_options: true,
  top_logprobs: [0],
  top_p: [1],
  truncation: ["disabled"],
};

/** One notice for each parameter that has no effect here. `used` names those that have. */
export function droppedParameters(body: JsonObject, used: ReadonlySet<string>): Notice[] {
  return Object.entries(body).flatMap(([name, value]) => {
    if (used.has(name) || isNeutral(name, value)) return [];
    return [name === "store" ? notStored : dropped(name)];
  });
}

export function dropped(what: string, why = "it is not supported here"): Notice {
  return { code: "parameter_dropped", message: `"${cut(what)}" was left out: ${why}.` };
}

const notStored: Notice = {
  code: "parameter_dropped",
  message: '"store" was left out: Patchbay keeps no answers to be fetched later.',
};

function isNeutral(name: string, value: unknown): boolean {
  const values = Object.hasOwn(neutral, name) ? neutral[name] : undefined;
  if (value === undefined || value === null || values === true) return true;
  if (Array.isArray(value) && value.every((part) => part === "text"))
    return name === "modalities" || value.length === 0;
  return values?.includes(value) ?? false;
}

/** A name from outside goes into a header. */
function cut(name: string): string {
  return name.length > 80 ? `${name.slice(0, 80)}…` : name;
}
