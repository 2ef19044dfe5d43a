import { filesSentAsText, reasoningDropped } from "@/lib/llm/notices";
import type { LlmCall, Notice } from "@/types/llm";
import type { Complaint, ConcessionRule } from "./concessions";
import { schemaComplaint } from "./constants";
import { isStrictSchema } from "./strictSchema";
import { isStrict } from "./tools";
import { toSentSchema } from "./wrappedRoot";

/** A part of the request that a complaint names by its place, or in words where it names none. */
export function about(place: RegExp, words: RegExp) {
  return (complaint: Complaint) => (complaint.param === "" ? words.test(complaint.words) : place.test(complaint.param));
}

export function leftOut(what: string): Notice {
  return { code: "setting_left_out", message: `${what} is not taken here; it was left out.` };
}

export function holdsTools({ tools = [] }: LlmCall): boolean {
  return tools.length > 0;
}

const holdsState = ({ messages }: LlmCall) =>
  messages.some((message) => message.role === "assistant" && message.state !== undefined);

/** What every place that speaks the protocol may complain about, the most particular first. */
export const commonRules: readonly ConcessionRule[] = [
  {
    what: "looseSchema",
    concerns: ({ jsonSchema }) => jsonSchema !== undefined && isStrictSchema(toSentSchema(jsonSchema).schema),
    isAbout: ({ names, words }) => names.includes("invalid_json_schema") || schemaComplaint.test(words),
    isRemembered: false,
  },
  {
    what: "looseTools",
    concerns: ({ tools = [] }) => tools.some(isStrict),
    isAbout: ({ names, words }) =>
      names.includes("invalid_function_parameters") || /invalid schema for function/i.test(words),
    isRemembered: false,
    notice: {
      code: "tool_schema_loosened",
      message: "The schema of a tool was refused as a binding one; it was sent as a wish.",
    },
  },
  {
    what: "withoutInclude",
    concerns: (call) => holdsTools(call) || holdsState(call),
    isAbout: about(/^include\b/, /encrypted content is not supported/i),
    isRemembered: true,
  },
  {
    what: "withoutReasoning",
    concerns: holdsState,
    isAbout: ({ names, words }) => names.includes("invalid_encrypted_content") || /encrypted[_ ]content/i.test(words),
    isRemembered: false,
    notice: reasoningDropped,
  },
  {
    what: "withoutSummary",
    concerns: ({ reasoningSummary }) => reasoningSummary === true,
    isAbout: about(/^reasoning(\.summary)?$/, /reasoning[._ ]summar(y|ies)/i),
    isRemembered: true,
    notice: leftOut("A summary of the reasoning"),
  },
  {
    what: "unforcedSearch",
    concerns: ({ webSearch }) => typeof webSearch === "object",
    isAbout: about(/^tool_choice\b/, /tool[_ ]choice/i),
    isRemembered: true,
  },
  {
    what: "filesAsText",
    concerns: ({ files = [] }) => files.length > 0,
    isAbout: ({ param, words }) =>
      /input_file|file_data|\bfile inputs?\b|\bpdfs?\b/i.test(words) ||
      /^input(\[\d+\](\.content(\[\d+\](\.(type|file|filename|file_data))?)?)?)?$/.test(param),
    isRemembered: true,
    notice: filesSentAsText,
  },
  {
    what: "withoutCacheKey",
    concerns: () => true,
    isAbout: about(/^prompt_cache_key$/, /prompt_cache_key/),
    isRemembered: true,
  },
];

/** The plan backend alone has an endpoint to search by. */
export const planRules: readonly ConcessionRule[] = [
  {
    what: "searchByEndpoint",
    concerns: ({ webSearch }) => webSearch !== undefined && webSearch !== false,
    isAbout: about(
      /^tools(\[\d+\](\.type)?)?$/,
      /web_search|web search|hosted tool|only supports function tools|(unknown|unsupported|invalid) tool/i,
    ),
    isRemembered: true,
    notice: {
      code: "search_by_endpoint",
      message: "This model does not search by itself here; its searches were made for it.",
    },
  },
  // It is never forced to search.
  ...commonRules.filter(({ what }) => what !== "unforcedSearch"),
];
