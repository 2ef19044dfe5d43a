import { z } from "zod";
import type { Asked } from "@/gateway/v1/asked";
import { dropped, droppedParameters } from "@/gateway/v1/dropped";
import { objectAt, parseAt, withoutNulls } from "@/gateway/v1/fields";
import { createMedia } from "@/gateway/v1/media";
import { withOwnIds } from "@/gateway/v1/ownIds";
import { readFormat } from "@/gateway/v1/schema";
import { commonSettings, refuseParameters, toCommonCall } from "@/gateway/v1/settings";
import { type JsonObject, present } from "@/lib/llm/narrow";
import { readInput } from "./input";
import { readTools } from "./tools";

/** Of a request for a response, what its answer repeats. */
export interface AskedResponse extends Asked {
  /** The client keeps the model's reasoning itself: it is handed out, and comes back with the next request. */
  withState: boolean;
  echo: JsonObject;
}

const setting = z.string().max(32).nullish();

const requestSchema = z.looseObject({
  ...commonSettings,
  instructions: z.string().optional(),
  max_output_tokens: z.int().positive().optional(),
  reasoning: z.looseObject({ effort: setting, summary: setting, generate_summary: setting }).optional(),
  text: z.looseObject({ format: z.unknown().optional(), verbosity: setting }).optional(),
  include: z.array(z.string()).optional(),
  max_tool_calls: z.int().optional(),
});

const used: ReadonlySet<string> = new Set([
  ...Object.keys(commonSettings),
  "input",
  "instructions",
  "max_output_tokens",
  "reasoning",
  "text",
  "tools",
  "tool_choice",
  "include",
]);

const refused = {
  previous_response_id:
    "Patchbay keeps no answers, so none can be gone on with. Send the whole conversation in `input`.",
  conversation: "Patchbay keeps no conversations. Send the whole conversation in `input`.",
  background:
    "Patchbay answers while the connection is open. Start a run by `POST /api/runs` for work in the background.",
  prompt: "Patchbay does not know prompts that are kept at OpenAI. Send the text itself.",
};

/** What `POST /v1/responses` asks for. Pure. @throws AppError `invalid_request` */
export function readResponseRequest(body: unknown): AskedResponse {
  const given = withoutNulls(objectAt(body, "body"));
  refuseParameters(given, refused);
  const request = parseAt(requestSchema, given);
  const media = createMedia();
  const input = readInput(given.input, media);
  const tools = readTools(given.tools, given.tool_choice, input.foundTools);
  const { effort, summary, generate_summary } = request.reasoning ?? {};
  return {
    model: request.model,
    isStreamed: request.stream ?? false,
    withState: request.include?.includes("reasoning.encrypted_content") ?? false,
    tools: tools.table,
    conversation: request.prompt_cache_key,
    notices: [
      ...droppedParameters(given, used),
      ...droppedIncludes(request.include),
      ...tools.notices,
      ...input.notices,
    ],
    echo: toEcho(given),
    call: {
      messages: withOwnIds(input.messages),
      ...media.parts(),
      ...tools.settings,
      ...toCommonCall(request),
      ...present({
        system: request.instructions,
        maxTokens: request.max_output_tokens,
        reasoningEffort: effort ?? undefined,
        reasoningSummary: (summary ?? generate_summary ?? "none") === "none" ? undefined : true,
        verbosity: request.text?.verbosity ?? undefined,
        jsonSchema: readFormat(request.text?.format, "text.format"),
      }),
    },
  };
}

/** Extras of an answer that are here anyway, or that clients ask for in case there are some. */
const knownIncludes: ReadonlySet<string> = new Set([
  "reasoning.encrypted_content",
  "web_search_call.action.sources",
  "web_search_call.results",
]);

function droppedIncludes(include: readonly string[] = []) {
  return include.filter((name) => !knownIncludes.has(name)).map((name) => dropped(`include: ${name}`));
}

/** The settings of the request as every response of OpenAI repeats them. */
function toEcho(body: JsonObject): JsonObject {
  return {
    background: false,
    instructions: body.instructions ?? null,
    max_output_tokens: body.max_output_tokens ?? null,
    max_tool_calls: body.max_tool_calls ?? null,
    metadata: body.metadata ?? {},
    parallel_tool_calls: body.parallel_tool_calls ?? true,
    previous_response_id: null,
    prompt_cache_key: body.prompt_cache_key ?? null,
    reasoning: body.reasoning ?? { effort: null, summary: null },
    safety_identifier: null,
    service_tier: body.service_tier ?? "auto",
    store: false,
    temperature: body.temperature ?? 1,
    text: body.text ?? { format: { type: "text" } },
    tool_choice: body.tool_choice ?? "auto",
    tools: body.tools ?? [],
    top_logprobs: 0,
    top_p: body.top_p ?? 1,
    truncation: "disabled",
    user: null,
  };
}
