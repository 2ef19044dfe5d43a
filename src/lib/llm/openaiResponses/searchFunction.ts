import { asText } from "@/lib/llm/narrow";
import { parseArguments } from "@/lib/llm/toolArguments";
import type { Tool } from "@/types/llm";

/** Offered in place of a search that the upstream does not make by itself; the name is one that no caller would take. */
export const searchFunction: Tool = {
  name: "patchbay_web_search",
  description: "Searches the web and gives what was found, with its sources. Search for one thing at a time.",
  parameters: {
    type: "object",
    properties: { query: { type: "string", description: "What to search for" } },
    required: ["query"],
    additionalProperties: false,
  },
};

/** What is to be searched for; "" when the arguments do not say. */
export function readQuery(json: string): string {
  return asText(parseArguments(json).query)?.trim() ?? "";
}
