import type { Ask } from "@/simulator/answers/ask";
import { isObject, type JsonObject } from "@/simulator/http/body";
import { checkOptions } from "./options";
import { lastPrompt, type ReadInput } from "./readInput";
import type { Refuse } from "./refuse";
import { type ReadTools, readChoice, readTools } from "./tools";

/** What the request asks for, once it has passed every other check; refuses options, tools and a choice that do not fit. */
export function toAsk(body: JsonObject, read: ReadInput, refuse: Refuse): Ask {
  checkOptions(body, refuse);
  const format = isObject(body.text) && isObject(body.text.format) ? body.text.format : {};
  const reasoning = isObject(body.reasoning) ? body.reasoning : {};
  const instructions = typeof body.instructions === "string" ? [body.instructions] : [];
  const tools = joined(readTools(body.tools, "tools", refuse), read.tools);
  const choice = readChoice(body.tool_choice, tools, refuse);
  return {
    model: String(body.model),
    system: [...instructions, ...read.system].join("\n\n"),
    prompt: lastPrompt(read.user),
    images: read.images,
    files: read.files,
    tools: tools.offered,
    ...(choice === undefined ? {} : { choice }),
    parallel: body.parallel_tool_calls !== false,
    turn: read.turn,
    canSearch: tools.types.has("web_search"),
    canDraw: tools.types.has("image_generation"),
    read: [JSON.stringify(body.tools ?? []), ...instructions, ...read.texts].join("\n"),
    ...(isObject(format.schema) ? { schema: format.schema } : {}),
    ...(format.type === "json_object" ? { json: true } : {}),
    ...(typeof body.max_output_tokens === "number" ? { maxTokens: body.max_output_tokens } : {}),
    ...(typeof reasoning.effort === "string" ? { reasoningEffort: reasoning.effort } : {}),
  };
}

function joined(a: ReadTools, b: ReadTools): ReadTools {
  return { offered: [...a.offered, ...b.offered], types: new Set([...a.types, ...b.types]) };
}
