export interface AnthropicModel {
  id: string;
  name: string;
  maxTokens: number;
  contextTokens: number;
  thinking: ("adaptive" | "enabled" | "disabled")[];
  efforts: string[];
}

const everyEffort = ["low", "medium", "high", "xhigh", "max"];

/** The newest first, as the real list has them. */
export const anthropicModels: readonly AnthropicModel[] = [
  model("claude-sonnet-5-5", "Claude Sonnet 5.5", ["adaptive"], everyEffort),
  model("claude-opus-5-5", "Claude Opus 5.5", ["adaptive"], everyEffort),
  model("claude-haiku-5-5", "Claude Haiku 5.5", ["adaptive", "disabled"], everyEffort),
  model("claude-opus-4-6", "Claude Opus 4.6", ["adaptive", "enabled", "disabled"], ["low", "medium", "high", "max"]),
  {
    ...model("claude-haiku-4-5-20251001", "Claude Haiku 4.5", ["enabled", "disabled"], []),
    maxTokens: 64_000,
    contextTokens: 200_000,
  },
];

function model(id: string, name: string, thinking: AnthropicModel["thinking"], efforts: string[]): AnthropicModel {
  return { id, name, maxTokens: 128_000, contextTokens: 1_000_000, thinking, efforts };
}

/** An alias without the date names the same model. */
export function findAnthropicModel(id: string): AnthropicModel | undefined {
  return anthropicModels.find((known) => known.id === id || known.id.replace(/-\d{8}$/, "") === id);
}

/** The record of the list. */
export function toModelInfo({ id, name, maxTokens, contextTokens, thinking, efforts }: AnthropicModel) {
  const yes = { supported: true };
  const levels = everyEffort.map((level) => [level, { supported: efforts.includes(level) }]);
  const types = ["adaptive", "enabled", "disabled", "between_tools"].map((type) => [
    type,
    { supported: thinking.some((known) => known === type) },
  ]);
  return {
    type: "model",
    id,
    display_name: name,
    created_at: "2026-09-28T00:00:00Z",
    lifecycle: "active",
    line: /opus|sonnet|haiku/.exec(id)?.[0] ?? null,
    deprecated_at: null,
    retires_at: null,
    max_input_tokens: contextTokens,
    max_tokens: maxTokens,
    capabilities: {
      batch: yes,
      citations: yes,
      code_execution: yes,
      context_management: { supported: false },
      effort: { supported: efforts.length > 0, ...Object.fromEntries(levels) },
      image_input: yes,
      pdf_input: yes,
      server_tools: { supported: true, web_search: yes, code_execution: yes },
      structured_outputs: yes,
      thinking: { supported: true, types: Object.fromEntries(types) },
    },
  };
}
