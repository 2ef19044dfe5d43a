import { describe, expect, test } from "vitest";
import { createFallbacks } from "@/lib/llm/fallbacks";
import type { LlmCall } from "@/types/llm";
import { commonRules, planRules } from "./concessionRules";
import { type Concession, type ConcessionRule, createConcessions } from "./concessions";
import { siwcRules } from "./siwc/siwcRules";

const closed = { type: "object", properties: {}, required: [], additionalProperties: false };
const plain: LlmCall = { provider: "openai-auth", model: "m", messages: [{ role: "user", content: "hi" }] };
/** A call that has in it everything that can go. */
const full: LlmCall = {
  ...plain,
  messages: [...plain.messages, { role: "assistant", content: "Hi", state: { provider: "openai-auth" } }],
  jsonSchema: closed,
  tools: [
    { name: "a", parameters: { type: "object", properties: { x: {} } } },
    { name: "f", parameters: closed },
  ],
  files: [{ name: "a.pdf", dataUrl: "data:application/pdf;base64,AA==" }],
  webSearch: { required: true },
  reasoningSummary: true,
  reasoningEffort: "low",
  verbosity: "low",
  toolChoice: "required",
  parallelToolCalls: false,
};
const asked = { payer: "acc1", model: "m" };
const everything: Concession[] = [...new Set([...commonRules, ...planRules, ...siwcRules].map(({ what }) => what))];

interface Said {
  param?: string;
  words?: string;
  code?: string;
  status?: number;
}

const refusalOf = ({ param = "", words = "No", code = "x", status = 400 }: Said) => ({
  status,
  body: { error: { message: words, code, ...(param === "" ? {} : { param }) } },
});

/** What is conceded after one complaint, and what of it another call knows once the request was taken. */
function concededTo(said: Said, rules: readonly ConcessionRule[], call = full) {
  const fallbacks = createFallbacks<Concession>(() => 0);
  const concessions = createConcessions({ call, asked, rules, fallbacks });
  const isWorthAnother = concessions.learn(refusalOf(said));
  const made = everything.filter(concessions.has);
  expect(isWorthAnother).toBe(made.length > 0);
  expect(fallbacks.known(asked)).toEqual([]);
  concessions.accepted();
  const later = createConcessions({ call, asked, rules, fallbacks });
  const notices = concessions.notices().map(({ code, message }) => [code, message !== ""]);
  return { made, notices, remembered: everything.filter(later.has) };
}

const once = [false, undefined] as const;
const leftOut = [true, "setting_left_out"] as const;
const silently = [true, undefined] as const;

const common: [Concession, Said, boolean, string | undefined][] = [
  ["looseSchema", { code: "invalid_json_schema", param: "text.format.schema" }, ...once],
  ["looseSchema", { words: "Invalid schema for response_format 'x'", param: "text.format.schema" }, ...once],
  ["looseTools", { code: "invalid_function_parameters", param: "tools[0].parameters" }, false, "tool_schema_loosened"],
  ["looseTools", { words: "Invalid schema for function 'f'" }, false, "tool_schema_loosened"],
  ["withoutInclude", { param: "include[0]" }, ...silently],
  ["withoutInclude", { words: "Encrypted content is not supported with this model." }, ...silently],
  ["withoutReasoning", { code: "invalid_encrypted_content", param: "input[12]" }, false, "reasoning_dropped"],
  ["withoutReasoning", { words: "The encrypted content gAA could not be verified" }, false, "reasoning_dropped"],
  ["withoutSummary", { param: "reasoning.summary" }, ...leftOut],
  ["withoutSummary", { words: "Unsupported parameter: 'reasoning.summary'" }, ...leftOut],
  ["withoutSummary", { words: "Reasoning summaries are for verified organizations" }, ...leftOut],
  ["filesAsText", { param: "input[12].content[10].file_data" }, true, "file_as_text"],
  ["filesAsText", { words: "This model takes no file input" }, true, "file_as_text"],
  ["filesAsText", { words: "Missing required parameter: 'input[362].content[0]'" }, true, "file_as_text"],
];
const elsewhere: typeof common = [
  ["withoutSummary", { param: "reasoning" }, ...leftOut],
  ["filesAsText", { param: "input" }, true, "file_as_text"],
  ["filesAsText", { param: "input[0]" }, true, "file_as_text"],
  ["filesAsText", { param: "input[0].content" }, true, "file_as_text"],
  ["withoutCacheKey", { param: "prompt_cache_key" }, ...silently],
  ["withoutCacheKey", { words: "Unknown parameter: 'prompt_cache_key'." }, ...silently],
];
const onKey: typeof common = [
  ["unforcedSearch", { param: "tool_choice" }, ...silently],
  ["unforcedSearch", { words: "Tool choice 'web_search' not found" }, ...silently],
];
const onPlan: typeof common = [
  ["searchByEndpoint", { words: "Tool choice 'web_search' not found" }, true, "search_by_endpoint"],
  ["searchByEndpoint", { param: "tools" }, true, "search_by_endpoint"],
  ["searchByEndpoint", { param: "tools[12].type" }, true, "search_by_endpoint"],
  ["searchByEndpoint", { words: "It only supports function tools and custom tools" }, true, "search_by_endpoint"],
  ["searchByEndpoint", { words: "Unsupported tool type: web_search", status: 403 }, true, "search_by_endpoint"],
];
const onSiwc: typeof common = [
  ["toolsAsNamespace", { param: "input" }, ...silently],
  ["toolsAsNamespace", { param: "input[0].type" }, ...silently],
  ["toolsAsNamespace", { param: "additional_tools" }, ...silently],
  ["toolsAsNamespace", { words: "additional_tools is not supported" }, ...silently],
  ["withoutEffort", { param: "reasoning.effort" }, ...leftOut],
  ["withoutVerbosity", { param: "text.verbosity" }, ...leftOut],
  ["withoutVerbosity", { param: "text" }, ...leftOut],
  ["withoutToolChoice", { param: "tool_choice" }, ...leftOut],
  ["withoutParallel", { param: "parallel_tool_calls" }, ...leftOut],
];

describe.each([
  ["a key", commonRules, [...common, ...elsewhere, ...onKey]],
  ["a plan", planRules, [...common, ...elsewhere, ...onPlan]],
  ["a shared plan", siwcRules, [...common, ...onSiwc]],
] as const)("on %s", (_, rules, cases) => {
  test.each(cases)("%s is conceded to %j", (what, said, isRemembered, notice) => {
    expect(concededTo(said, rules)).toEqual({
      made: [what],
      notices: notice === undefined ? [] : [[notice, true]],
      remembered: isRemembered ? [what] : [],
    });
  });

  test.each(cases.filter(([what]) => what !== "withoutCacheKey"))(
    "%s is not conceded to %j by a call that has nothing of it",
    (what, said) => {
      expect(concededTo(said, rules, plain).made).not.toContain(what);
    },
  );

  test.each<Said>([
    { param: "input[0].content[1].image_url", words: "The image data is not valid" },
    { param: "tools[0].name" },
    { param: "model", words: "Model not found" },
    { param: "text.format.name" },
    { param: "reasoning.context" },
    { param: "prompt_cache_key_x" },
    { param: "x.prompt_cache_key" },
    { words: "Something else" },
    { words: "input_file", status: 500 },
    { words: "input_file", status: 429 },
    { words: "This input_file exceeds the context window", code: "context_length_exceeded" },
  ])("nothing is conceded to %j", (said) => {
    expect(concededTo(said, rules).made).toEqual([]);
  });
});

test("of a place that two things may be meant by, the second is conceded to the second complaint", () => {
  const fallbacks = createFallbacks<Concession>(() => 0);
  const concessions = createConcessions({ call: full, asked, rules: siwcRules, fallbacks });
  const made = () => everything.filter(concessions.has);
  concessions.learn(refusalOf({ param: "input" }));
  expect(made()).toEqual(["toolsAsNamespace"]);
  concessions.learn(refusalOf({ param: "input" }));
  expect(made().sort()).toEqual(["filesAsText", "toolsAsNamespace"]);
  concessions.learn(refusalOf({ param: "reasoning" }));
  concessions.learn(refusalOf({ param: "reasoning" }));
  expect(made()).toEqual(expect.arrayContaining(["withoutEffort", "withoutSummary"]));
});
