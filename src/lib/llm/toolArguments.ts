import { asObject, type JsonObject } from "./narrow";

/** The arguments of a call, which are JSON text of the model's, as an object; an empty one when they are none. */
export function parseArguments(text: string): JsonObject {
  try {
    return asObject(JSON.parse(text));
  } catch {
    return {};
  }
}
