import { toBundledModels } from "./models";

/** Of the types of `@anthropic-ai/sdk` 1.14; those that only few may use are left out. */
export const bundledAnthropicModels = toBundledModels({
  "claude-opus-5-5": "Claude Opus 5.5",
  "claude-sonnet-5-5": "Claude Sonnet 5.5",
  "claude-haiku-5-5": "Claude Haiku 5.5",
  "claude-fable-5-2": "Claude Fable 5.2",
  "claude-opus-4-6": "Claude Opus 4.6",
  "claude-sonnet-4-6": "Claude Sonnet 4.6",
  "claude-haiku-4-5": "Claude Haiku 4.5",
});
