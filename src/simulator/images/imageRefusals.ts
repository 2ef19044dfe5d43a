import { detailRefusal, Refusal } from "@/simulator/http/exchange";
import { openAiRefusal } from "@/simulator/platform/apiKey";
import type { Scenario } from "@/simulator/scenarios/scenario";

/** What OpenAI's images endpoints refuse on demand; undefined when the prompt asks for none of it. */
export function askedImageRefusal(scenarios: readonly Scenario[], model: string): Refusal | undefined {
  for (const { word, amount } of scenarios) {
    if (word === "moderation") return moderationRefusal();
    if (word === "image-limit") return limitRefusal(amount);
    if (word === "newer-version") {
      return detailRefusal(
        400,
        `The '${model}' model requires a newer version of Codex. Please upgrade to the latest version.`,
      );
    }
  }
  return undefined;
}

function moderationRefusal(): Refusal {
  return new Refusal(400, {
    error: {
      message: "Your request was rejected by the safety system.",
      ...{ type: "image_generation_user_error", param: null, code: "moderation_blocked" },
      ...{ moderation_stage: "input", categories: ["violence"] },
    },
  });
}

/** A limit of pictures, which names no time unless it is told to. */
function limitRefusal(seconds: number | undefined): Refusal {
  const headers = seconds === undefined ? undefined : { "retry-after": String(seconds) };
  const facts = { type: "rate_limit_error", code: null, ...(headers === undefined ? {} : { headers }) };
  return openAiRefusal(429, "image generation request was rate limited", facts);
}
