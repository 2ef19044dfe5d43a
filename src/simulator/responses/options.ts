import { isObject, type JsonObject } from "@/simulator/http/body";
import { type Refuse, unknownParameter } from "./refuse";

const includable = [
  "reasoning.encrypted_content",
  "web_search_call.action.sources",
  "message.output_text.logprobs",
  "message.input_image.image_url",
  "code_interpreter_call.outputs",
  "computer_call_output.output.image_url",
  "file_search_call.results",
];
const fields = {
  reasoning: ["effort", "summary", "context", "generate_summary"],
  text: ["format", "verbosity"],
};

/** Refuses what the API does not know in `include`, `reasoning` and `text`. */
export function checkOptions(body: JsonObject, refuse: Refuse): void {
  const { include } = body;
  if (include !== undefined && include !== null && !Array.isArray(include)) {
    throw refuse("Invalid type for 'include': expected an array.", "include");
  }
  for (const [index, name] of (Array.isArray(include) ? include : []).entries()) {
    if (includable.includes(String(name))) continue;
    const values = includable.map((value) => `'${value}'`).join(", ");
    throw refuse(`Invalid value: '${String(name)}'. Supported values are: ${values}.`, `include[${index}]`);
  }
  for (const at of ["reasoning", "text"] as const) {
    const given = body[at];
    const unknown = Object.keys(isObject(given) ? given : {}).find((name) => !fields[at].includes(name));
    if (unknown === undefined) continue;
    throw refuse(`Unknown parameter: '${at}.${unknown}'.`, `${at}.${unknown}`, unknownParameter);
  }
}
