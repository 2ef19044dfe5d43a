import type { JsonObject } from "@/lib/llm/narrow";
import type { Notice } from "@/types/llm";

/** Parameters that would change nothing with these values, although they are not supported. */
const neutral: Readonly<Record<string, readonly unknown[]>> = {
  background: [false],
  frequency_penalty: [0],
  logprobs: [false],
  n: [1],
  presence_penalty: [0],
  store: [false],
  top_logprobs: [0],
  top_p: [1],
  truncation: ["disabled"],
};

/** They only say how the answer comes. */
const ofTheForm: ReadonlySet<string> = new Set(["modalities", "stream_options"]);

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
  if (ofTheForm.has(name) || isEmpty(value)) return true;
  return Object.hasOwn(neutral, name) && neutral[name]?.includes(value) === true;
}

function isEmpty(value: unknown): boolean {
  return value === "" || (typeof value === "object" && value !== null && Object.keys(value).length === 0);
}

/** A name from outside goes into a header. */
function cut(name: string): string {
  return name.length > 80 ? `${name.slice(0, 80)}…` : name;
}
