const names = [
  "gpt-6.1-sol",
  "gpt-6-sol",
  "gpt-6-luna",
  "gpt-5.5",
  "gpt-5.4",
  "gpt-5.4-mini",
  "text-embedding-3-large",
];
const createdAtSeconds = 1_790_000_000;

/** The list of `GET /v1/models`; as on the real platform it also names models that cannot chat. */
export const platformModels = names.map((id) => ({
  id,
  object: "model",
  created: createdAtSeconds,
  owned_by: "openai",
}));

export function canAnswer(model: unknown): boolean {
  return typeof model === "string" && names.includes(model) && !model.startsWith("text-embedding");
}
