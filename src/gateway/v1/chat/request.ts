import { z } from "zod";
import type { Asked } from "@/gateway/v1/asked";
import { droppedParameters } from "@/gateway/v1/dropped";
import { objectAt, parseAt, withoutNulls } from "@/gateway/v1/fields";
import { createMedia } from "@/gateway/v1/media";
import { withOwnIds } from "@/gateway/v1/ownIds";
import { paramError } from "@/gateway/v1/paramError";
import { readFormat } from "@/gateway/v1/schema";
import { commonSettings, refuseParameters, toCommonCall } from "@/gateway/v1/settings";
import { present } from "@/lib/llm/narrow";
import { readMessages } from "./messages";
import { readTools } from "./tools";

export interface AskedCompletion extends Asked {
  /** The stream ends with what was used. */
  includeUsage: boolean;
}

const setting = z.string().max(32);

const requestSchema = z.looseObject({
  ...commonSettings,
  n: z.int().optional(),
  max_tokens: z.int().positive().optional(),
  max_completion_tokens: z.int().positive().optional(),
  reasoning_effort: setting.optional(),
  reasoning: z.looseObject({ effort: setting.nullish(), summary: setting.nullish() }).optional(),
  verbosity: setting.optional(),
  stream_options: z.looseObject({ include_usage: z.boolean().nullish() }).optional(),
  modalities: z.array(z.string()).optional(),
});

const used: ReadonlySet<string> = new Set([
  ...Object.keys(commonSettings),
  "messages",
  "max_tokens",
  "max_completion_tokens",
  "reasoning_effort",
  "reasoning",
  "verbosity",
  "response_format",
  "tools",
  "tool_choice",
  "web_search_options",
]);

const refused = {
  functions: "this is the form of 2023. Send `tools`.",
  function_call: "this is the form of 2023. Send `tool_choice`.",
  audio: "Patchbay gives text.",
};

/** What `POST /v1/chat/completions` asks for. Pure. @throws AppError `invalid_request` */
export function readCompletionRequest(body: unknown): AskedCompletion {
  const given = withoutNulls(objectAt(body, "body"));
  refuseParameters(given, refused);
  const request = parseAt(requestSchema, given);
  refuseMany(request);
  const media = createMedia();
  const messages = withOwnIds(readMessages(given.messages, media));
  const tools = readTools(given.tools, given.tool_choice);
  return {
    model: request.model,
    isStreamed: request.stream ?? false,
    includeUsage: request.stream_options?.include_usage ?? false,
    tools: tools.table,
    conversation: request.prompt_cache_key,
    notices: droppedParameters(given, used),
    call: {
      messages,
      ...media.parts(),
      ...tools.settings,
      ...toCommonCall(request),
      ...present({
        webSearch: given.web_search_options === undefined ? undefined : true,
        maxTokens: request.max_completion_tokens ?? request.max_tokens,
        reasoningEffort: request.reasoning_effort ?? request.reasoning?.effort ?? undefined,
        reasoningSummary: (request.reasoning?.summary ?? "none") === "none" ? undefined : true,
        verbosity: request.verbosity,
        jsonSchema: readFormat(given.response_format, "response_format"),
      }),
    },
  };
}

function refuseMany({ n = 1, modalities = [] }: z.infer<typeof requestSchema>): void {
  if (n !== 1) throw paramError("n", "Patchbay gives one answer to a request.", "unsupported_value");
  if (modalities.some((one) => one !== "text")) {
    throw paramError("modalities", "Patchbay gives text.", "unsupported_value");
  }
}
