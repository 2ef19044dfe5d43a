import { about, commonRules, holdsTools, leftOut } from "@/lib/llm/openaiResponses/concessionRules";
import type { Concession, ConcessionRule } from "@/lib/llm/openaiResponses/concessions";

/**
 * What plan sharing may refuse beside what everybody may, read by the parameter that it names. Nothing of this is
 * documented as taken, so each has a way to go on without it.
 */
const ownRules: readonly ConcessionRule[] = [
  {
    what: "toolsAsNamespace",
    concerns: holdsTools,
    isAbout: about(/^(additional_tools|input(\[\d+\](\.(type|role|tools)\b.*)?)?$)/, /additional_tools/),
    isRemembered: true,
  },
  {
    what: "withoutEffort",
    concerns: ({ reasoningEffort }) => reasoningEffort !== undefined,
    isAbout: about(/^reasoning(\.effort)?$/, /reasoning[._ ]effort/i),
    isRemembered: true,
    notice: leftOut("The reasoning effort"),
  },
  {
    what: "withoutVerbosity",
    concerns: ({ verbosity }) => verbosity !== undefined,
    isAbout: about(/^text(\.verbosity)?$/, /verbosity/i),
    isRemembered: true,
    notice: leftOut("The verbosity"),
  },
  {
    what: "withoutToolChoice",
    concerns: ({ toolChoice }) => toolChoice !== undefined,
    isAbout: about(/^tool_choice\b/, /tool_choice/),
    isRemembered: true,
    notice: leftOut("The choice of a tool"),
  },
  {
    what: "withoutParallel",
    concerns: ({ parallelToolCalls }) => parallelToolCalls !== undefined,
    isAbout: about(/^parallel_tool_calls$/, /parallel_tool_calls/),
    isRemembered: true,
    notice: leftOut("Whether tools may be called in parallel"),
  },
];

const elsewhereOnly: ReadonlySet<Concession> = new Set(["unforcedSearch", "withoutCacheKey", "filesAsText"]);
const files = commonRules.filter(({ what }) => what === "filesAsText");

/** Files last: where a place in the input is named, it may be that of the tools as well. */
export const siwcRules: readonly ConcessionRule[] = [
  ...commonRules.filter(({ what }) => !elsewhereOnly.has(what)),
  ...ownRules,
  ...files,
];
