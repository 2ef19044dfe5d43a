const names = ["gpt-6.2-sol", "gpt-6.1-sol", "gpt-6-sol", "gpt-6-luna", "gpt-5.5", "gpt-5.4", "gpt-5.4-mini"];
const createdAtSeconds = 1_790_000_000;

/** The list of `GET /v1/models`; only what can chat, since a client takes the list of a server other than the real one as it is. */
export const platformModels = names.map((id) => ({
  id,
  object: "model",
  created: createdAtSeconds,
  owned_by: "openai",
}));

export function canAnswer(model: unknown): boolean {
  return typeof model === "string" && names.includes(model);
}
