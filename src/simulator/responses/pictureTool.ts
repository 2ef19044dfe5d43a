import { isObject, type JsonObject } from "@/simulator/http/body";
import type { Person } from "@/simulator/people";
import { type Refuse, unknownParameter, unsupportedValue } from "./refuse";

const fields = new Set(["type", "output_format", "size", "quality", "background", "action", "partial_images", "model"]);

/**
 * The rules of the hosted picture tool on a plan. On a free plan it is silently taken out, so that a request which
 * chooses it is refused as one whose choice is not there. Returns the body as the model then sees it.
 */
export function checkPictureTool(body: JsonObject, { plan }: Pick<Person, "plan">, refuse: Refuse): JsonObject {
  const tools = Array.isArray(body.tools) ? body.tools.filter(isObject) : [];
  const index = tools.findIndex(({ type }) => type === "image_generation");
  const tool = tools[index];
  if (tool === undefined) return body;
  const at = `tools[${index}]`;
  const unknown = Object.keys(tool).find((name) => !fields.has(name));
  if (unknown !== undefined) {
    throw refuse(`Unknown parameter: '${at}.${unknown}'.`, `${at}.${unknown}`, unknownParameter);
  }
  if (tool.background === "transparent") {
    throw refuse("Transparent background is not supported for this model.", `${at}.background`, unsupportedValue);
  }
  const effort = isObject(body.reasoning) ? body.reasoning.effort : undefined;
  if (effort === "minimal" || effort === "none") {
    const words = `The following tools cannot be used with reasoning.effort '${effort}': image_generation.`;
    throw refuse(words, "tools", unsupportedValue);
  }
  if (tools.some(({ type, name }) => type === "namespace" && name === "image_gen")) {
    throw refuse("Function 'image_gen.imagegen' conflicts with a hosted tool in the same request.", "tools");
  }
  return plan === "free" ? { ...body, tools: tools.filter((other) => other !== tool) } : body;
}
