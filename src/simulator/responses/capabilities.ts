import { isObject, type JsonObject } from "@/simulator/http/body";
import type { PersonId } from "@/simulator/people";
import type { Scenario } from "@/simulator/scenarios/scenario";

/** What a request may use beside text, and the parameter a refusal of it names. */
const params = {
  functions: "tools",
  namespace: "tools",
  web_search: "tools",
  image_generation: "tools",
  additional_tools: "input",
  input_file: "input",
  input_image: "input",
  tool_choice: "tool_choice",
  parallel_tool_calls: "parallel_tool_calls",
  service_tier: "service_tier",
  effort: "reasoning.effort",
  summary: "reasoning.summary",
  verbosity: "text.verbosity",
  format: "text.format",
  include: "include",
  prompt_cache_key: "prompt_cache_key",
  instructions: "instructions",
  /** The namespace of a call that is sent back; noticed as an unknown parameter of its item. */
  replayed_namespace: "input",
} as const;
export type Capability = keyof typeof params;

/** A capability that a backend takes from nobody, or not from this person or with this model. */
export interface RefusedCapability {
  what: Capability;
  backend?: "codex" | "siwc" | "platform";
  person?: PersonId;
  model?: string;
}

/** Who sent a request to which backend. */
export type Sent = Required<Pick<RefusedCapability, "backend" | "model">> & Pick<RefusedCapability, "person">;

/** The first capability of this request that is refused, with the parameter to name; `[refuse:…]` refuses one, too. */
export function refusedCapability(
  body: JsonObject,
  sent: Sent,
  refused: readonly RefusedCapability[],
  scenarios: readonly Scenario[],
): { what: Capability; param: string } | undefined {
  const used = usedCapabilities(body);
  const what = [...used].find(
    (name) =>
      scenarios.some((scenario) => scenario.word === "refuse" && scenario.name === name) ||
      isRefused(name, sent, refused),
  );
  return what === undefined ? undefined : { what, param: params[what] };
}

/** Whether a switch refuses this to who sent the request. */
export function isRefused(what: Capability, sent: Sent, refused: readonly RefusedCapability[]): boolean {
  return refused.some((rule) => rule.what === what && covers(rule, sent));
}

function covers(rule: RefusedCapability, sent: Sent): boolean {
  return (["backend", "person", "model"] as const).every((key) => rule[key] === undefined || rule[key] === sent[key]);
}

function usedCapabilities(body: JsonObject): Set<Capability> {
  const used = new Set<Capability>();
  const note = (name: Capability, value: unknown) => {
    if (value !== undefined && value !== null) used.add(name);
  };
  const reasoning = isObject(body.reasoning) ? body.reasoning : {};
  const text = isObject(body.text) ? body.text : {};
  note("effort", reasoning.effort);
  note("summary", reasoning.summary);
  note("verbosity", text.verbosity);
  note("format", text.format);
  note("tool_choice", body.tool_choice);
  note("parallel_tool_calls", body.parallel_tool_calls);
  note("service_tier", body.service_tier);
  note("include", body.include);
  note("prompt_cache_key", body.prompt_cache_key);
  note("instructions", body.instructions);
  for (const type of typesIn(body.tools)) {
    if (type === "function" || type === "custom") used.add("functions");
    else if (type === "namespace" || type === "web_search" || type === "image_generation") used.add(type);
  }
  for (const type of typesIn(body.input)) if (type === "additional_tools") used.add(type);
  for (const item of asObjects(body.input)) {
    for (const type of typesIn(item.content)) if (type === "input_file" || type === "input_image") used.add(type);
  }
  return used;
}

function asObjects(list: unknown): JsonObject[] {
  return Array.isArray(list) ? list.filter(isObject) : [];
}

function typesIn(list: unknown): string[] {
  return asObjects(list).map(({ type }) => String(type));
}
