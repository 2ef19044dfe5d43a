import { describe, expect, test } from "vitest";
import { Refusal } from "@/simulator/http/exchange";
import { sealFor } from "@/simulator/responses/ciphertext";
import { codexBody } from "@/simulator/testkit/codexRequest";
import type { Switches } from "@/simulator/types";
import { checkCodexRequest } from "./requestRules";

function refusalOf(body: Record<string, unknown>, style: Switches["promptStyle"] = "any"): unknown {
  try {
    checkCodexRequest(body, { owner: "acct" }, { promptStyle: style, withdrawnModels: [] });
    return "accepted";
  } catch (error) {
    if (error instanceof Refusal) return { status: error.status, body: error.body };
    throw error;
  }
}

const behindGate = (message: unknown, param: string, code = "invalid_value") => ({
  status: 400,
  body: { error: { message, type: "invalid_request_error", param, code } },
});
const detail = (text: unknown) => ({ status: 400, body: { detail: text } });
const message = (role: string, type = "input_text") => ({ type: "message", role, content: [{ type, text: "hi" }] });
const tinyPng =
  "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEklEQVR4nGP4z8CAFWEXHbQSACj/P8Fu7N9hAAAAAElFTkSuQmCC";

describe("the plan backend", () => {
  test.each([
    "temperature",
    "top_p",
    "max_output_tokens",
    "max_tokens",
    "max_completion_tokens",
    "presence_penalty",
    "frequency_penalty",
    "seed",
    "metadata",
    "top_logprobs",
    "truncation",
    "user",
    "safety_identifier",
    "prompt_cache_retention",
    "previous_response_id",
    "anything_else",
  ])("refuses the parameter %s by its name", (name) => {
    expect(refusalOf(codexBody("hi", { [name]: 1 }))).toEqual(detail(`Unsupported parameter: ${name}`));
  });

  test.each([
    ["store left out", { store: undefined }, "Store must be set to false"],
    ["store true", { store: true }, "Store must be set to false"],
    ["stream false", { stream: false }, "Stream must be set to true"],
    ["stream left out", { stream: undefined }, "Stream must be set to true"],
    ["input as text", { input: "hi" }, "Input must be a list"],
    ["a system message", { input: [message("system")] }, "System messages are not allowed"],
    ["no instructions", { instructions: undefined }, "Instructions are required"],
    ["empty instructions", { instructions: "" }, "Instructions are required"],
    [
      "an unknown model",
      { model: "gpt-4o" },
      "The 'gpt-4o' model is not supported when using Codex with a ChatGPT account.",
    ],
    [
      "an effort in the model name",
      { model: "gpt-5.5/medium" },
      "The 'gpt-5.5/medium' model is not supported when using Codex with a ChatGPT account.",
    ],
    ["an unknown service tier", { service_tier: "flex" }, "Unsupported service_tier: flex"],
  ])("refuses %s", (_name, more, words) => {
    expect(refusalOf(codexBody("hi", more))).toEqual(detail(words));
  });

  test.each<[string, Record<string, unknown>, unknown, string, string?]>([
    [
      "an effort the model lacks",
      { reasoning: { effort: "max" } },
      "Unsupported value: 'max' is not supported with the 'gpt-5.5' model. Supported values are: 'low', 'medium', 'high', and 'xhigh'.",
      "reasoning.effort",
      "unsupported_value",
    ],
    [
      "the effort that is the client's own",
      { model: "gpt-6-sol", reasoning: { effort: "ultra" } },
      expect.stringContaining("Unsupported value: 'ultra'"),
      "reasoning.effort",
      "unsupported_value",
    ],
    [
      "a summary of none",
      { reasoning: { summary: "none" } },
      "Invalid value: 'none'. Supported values are: 'concise', 'detailed', and 'auto'.",
      "reasoning.summary",
    ],
    ["an unknown verbosity", { text: { verbosity: "huge" } }, expect.stringContaining("'huge'"), "text.verbosity"],
    [
      "input text of the assistant",
      { input: [message("assistant")] },
      expect.stringContaining("'output_text'"),
      "input[0].content[0].type",
    ],
    [
      "output text of a person",
      { input: [message("user", "output_text")] },
      expect.stringContaining("'input_text'"),
      "input[0].content[0].type",
    ],
    [
      "an image that is none",
      { input: [{ role: "user", content: [{ type: "input_image", image_url: "data:image/png;base64,AAAA" }] }] },
      "The image data you provided does not represent a valid image",
      "input[0].content[0].image_url",
    ],
    [
      "a strict schema that leaves objects open",
      {
        text: { format: { type: "json_schema", name: "x", strict: true, schema: { type: "object", properties: {} } } },
      },
      expect.stringContaining("'additionalProperties' is required to be supplied and to be false"),
      "text.format.schema",
    ],
  ])("refuses %s behind its gate", (_name, more, words, param, code) => {
    expect(refusalOf(codexBody("hi", more))).toEqual(behindGate(words, param, code));
  });

  test("takes everything that the recorded client sends", () => {
    const body = codexBody("hi", {
      instructions: undefined,
      service_tier: "priority",
      input: [
        { type: "additional_tools", role: "developer", tools: [] },
        message("developer"),
        message("assistant", "output_text"),
        { role: "user", content: [{ type: "input_image", image_url: tinyPng, detail: "original" }] },
        { type: "reasoning", encrypted_content: sealFor("acct", "gpt-5.5", "rs"), summary: [], content: null },
      ],
      tools: [{ type: "web_search" }],
      tool_choice: "auto",
      parallel_tool_calls: true,
      reasoning: { effort: "high", summary: "auto" },
      include: ["reasoning.encrypted_content"],
      prompt_cache_key: "key",
      text: { verbosity: "low" },
      client_metadata: { turn_id: "1" },
    });
    delete body.instructions;
    expect(refusalOf(body)).toBe("accepted");
  });

  test("can be made to take only one way of sending a system prompt", () => {
    const withDeveloper = { instructions: undefined, input: [message("developer"), message("user")] };
    expect(refusalOf(codexBody("hi"), "developer")).toEqual(detail("Instructions are not valid"));
    expect(refusalOf(codexBody("hi", withDeveloper), "developer")).toBe("accepted");
    expect(refusalOf(codexBody("hi", withDeveloper), "instructions")).toEqual(
      detail("Developer messages are not allowed"),
    );
    expect(refusalOf(codexBody("hi"), "instructions")).toBe("accepted");
  });
});
