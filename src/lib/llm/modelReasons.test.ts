import { expect, test } from "vitest";
import type { Model } from "@/types/providers";
import { withReasons } from "./modelReasons";
import { supportsAll } from "./supportsAll";

const able: Model = {
  id: "gpt-x",
  name: "GPT-X",
  input: ["text", "image"],
  reasoningEfforts: ["low"],
  supports: supportsAll,
};

test("a model that takes everything needs no reasons; a list that is not given says nothing", () => {
  expect(withReasons(able, {})).toEqual(able);
});

test("what is off says whether the place, the model, or something particular is to blame", () => {
  const { reasons } = withReasons(
    {
      ...able,
      reasoningEfforts: [],
      verbosity: [],
      supports: {
        temperature: false,
        maxTokens: true,
        jsonSchema: false,
        webSearch: false,
        images: false,
        tools: false,
        files: false,
        reasoningSummary: false,
      },
      reasons: { webSearch: "GPT-X takes no tools here." },
    },
    { temperature: "on a ChatGPT plan", jsonSchema: "on a ChatGPT plan" },
  );
  expect(reasons).toEqual({
    temperature: "Temperature is not supported on a ChatGPT plan.",
    jsonSchema: "A JSON schema is not supported on a ChatGPT plan.",
    webSearch: "GPT-X takes no tools here.",
    images: "Image input is not supported by GPT-X.",
    tools: "Tool use is not supported by GPT-X.",
    files: "PDF input is not supported by GPT-X.",
    reasoningSummary: "A summary of the reasoning is not supported by GPT-X.",
    reasoningEffort: "Reasoning effort is not supported by GPT-X.",
    verbosity: "Verbosity is not supported by GPT-X.",
  });
});
