import { describe, expect, it } from "vitest";
import type { LlmCall } from "@/types/llm";
import type { Model, ModelList } from "@/types/providers";
import { fitCall } from "./fitCall";
import { supportsAll } from "./supportsAll";

const nothing = {
  temperature: false,
  maxTokens: false,
  jsonSchema: false,
  webSearch: false,
  images: false,
  tools: false,
  files: false,
  reasoningSummary: false,
};

const model = (more: Partial<Model> = {}): Model => ({
  id: "m",
  name: "M",
  input: ["text"],
  supports: supportsAll,
  ...more,
});
const listOf = (models: Model[], more: Partial<ModelList> = {}): ModelList => ({
  provider: "openai",
  source: "live",
  fetchedAt: "2026-11-21T12:00:00Z",
  models,
  ...more,
});
const callOf = (more: Partial<LlmCall> = {}): LlmCall => ({
  provider: "openai",
  model: "m",
  messages: [{ role: "user", content: "Hi" }],
  ...more,
});
const settings = {
  temperature: 0.5,
  maxTokens: 10,
  reasoningEffort: "low",
  verbosity: "high",
  serviceTier: "priority",
  webSearch: true,
} as const;
const messagesOf = (call: LlmCall, list: ModelList, refused = {}) =>
  fitCall(call, list, refused).notices.map(({ message }) => message);

describe("a call for a model that is offered", () => {
  it("goes as it is when the model takes all of it, or says nothing against it", () => {
    const call = callOf(settings);
    const offering = model({
      reasoningEfforts: ["low"],
      verbosity: ["high"],
      serviceTiers: [{ id: "priority", name: "Fast" }],
    });
    for (const each of [offering, model()]) {
      expect(fitCall(call, listOf([model({ id: "other", supports: nothing }), each]), {})).toEqual({
        call,
        notices: [],
      });
    }
  });

  it("keeps the effort `ultra` of older lists where the highest effort is offered, and nowhere else", () => {
    const kept = (reasoningEfforts: string[]) =>
      fitCall(callOf({ reasoningEffort: "ultra" }), listOf([model({ reasoningEfforts })]), {}).call.reasoningEffort;
    expect(kept(["low", "max"])).toBe("ultra");
    expect(kept(["low", "xhigh"])).toBeUndefined();
  });

  it("goes without the settings that the model does not take, each with a notice", () => {
    const offering = model({
      supports: nothing,
      reasoningEfforts: ["high"],
      verbosity: [],
      serviceTiers: [{ id: "flex", name: "Slow" }],
    });
    const { call, notices } = fitCall(callOf(settings), listOf([offering]), {});
    expect(call).toEqual(callOf());
    expect(notices).toEqual(
      [
        "Temperature is not supported by m; it was left out.",
        "Max tokens is not supported by m; it was left out.",
        'Reasoning effort is not supported by m with the value "low"; it was left out.',
        'Verbosity is not supported by m with the value "high"; it was left out.',
        'Service tier is not supported by m with the value "priority"; it was left out.',
        "Web search is not supported by m; it was left out.",
      ].map((message) => ({ code: "setting_left_out", message })),
    );
  });

  it("keeps the wish for no web search, which every model can grant", () => {
    const call = callOf({ webSearch: false });
    expect(fitCall(call, listOf([model({ supports: nothing })]), {})).toEqual({ call, notices: [] });
  });

  it("goes without what the upstream refuses, whatever the model says, and leaves the given call alone", () => {
    const call = callOf({ temperature: 1 });
    expect(messagesOf(call, listOf([model()]), { temperature: "on a plan", maxTokens: "on a plan" })).toEqual([
      "Temperature is not supported on a plan; it was left out.",
    ]);
    expect(call.temperature).toBe(1);
  });

  it("is refused when what it asks would mean something else without", () => {
    const list = listOf([model({ supports: nothing })]);
    const images = ["data:image/png;base64,"];
    expect(() => fitCall(callOf({ images }), list, {})).toThrow(
      expect.objectContaining({
        code: "unsupported_option",
        message: 'The model "m" does not read images. Choose one that does.',
        facts: { action: "choose_model" },
      }),
    );
    expect(() => fitCall(callOf({ jsonSchema: {} }), list, {})).toThrow(
      expect.objectContaining({
        code: "unsupported_option",
        message: 'The model "m" does not answer by a JSON schema. Choose one that does.',
        facts: { action: "choose_model" },
      }),
    );
    const tools = [{ name: "look_up", parameters: {} }];
    const called: LlmCall["messages"] = [{ role: "tool", toolCallId: "c", content: "4" }];
    for (const [more, message] of [
      [{ tools }, 'The model "m" calls no tools. Choose one that does.'],
      [{ messages: called }, 'The model "m" calls no tools. Choose one that does.'],
      [{ webSearch: { required: true } }, 'The model "m" does not search the web. Choose one that does.'],
      [{ reasoningSummary: true }, 'The model "m" tells nothing of its reasoning. Choose one that does.'],
    ] satisfies [Partial<LlmCall>, string][]) {
      const refusal = expect.objectContaining({ code: "unsupported_option", message });
      expect(() => fitCall(callOf(more), list, {})).toThrow(refusal);
      expect(fitCall(callOf(more), listOf([model()]), {})).toEqual({ call: callOf(more), notices: [] });
    }
    expect(() => fitCall(callOf({ images: [] }), list, {})).not.toThrow();
    const without = { tools: [], reasoningSummary: false, webSearch: false };
    expect(() => fitCall(callOf(without), list, {})).not.toThrow();
    expect(() => fitCall(callOf({ images, jsonSchema: {} }), listOf([model()]), {})).not.toThrow();
  });
});

describe("a refusal of what a call cannot go without", () => {
  it("tells the reason that the list has, or what the backend takes from no model, also from one that no list has", () => {
    const reasons = { tools: "Tool use is switched off for this server." };
    const call = callOf({ tools: [{ name: "a", parameters: {} }], webSearch: { required: true } });
    expect(() => fitCall(call, listOf([model({ supports: nothing, reasons })]), {})).toThrow(
      "Tool use is switched off for this server. Choose another model.",
    );
    for (const list of [listOf([model()]), listOf([], { source: "bundled" })]) {
      expect(() => fitCall(call, list, { webSearch: "on this route" })).toThrow(
        "Web search is not supported on this route. Choose another model.",
      );
    }
  });
});

describe("a call for a model that no list has", () => {
  const models = [model({ id: "a" }), model({ id: "b", hiddenReason: "retired" })];

  it.each(["live", "cache"] as const)("is refused by a %s list, with the models that may be chosen", (source) => {
    expect(() => fitCall(callOf({ model: "x" }), listOf(models, { source, account: "acc" }), {})).toThrow(
      expect.objectContaining({
        code: "model_not_available",
        message: 'The model "x" is not among those offered here. Choose another.',
        facts: { model: "x", models: ["a"], account: "acc", fetchedAt: "2026-11-21T12:00:00Z" },
      }),
    );
    expect(() => fitCall(callOf({ model: "x" }), listOf(models, { source }), {})).toThrow(
      expect.objectContaining({ facts: expect.not.objectContaining({ account: undefined }) }),
    );
  });

  it("is sent without a check where the list only ships with the program, and all it asks goes with it", () => {
    const list = listOf(models, { source: "bundled" });
    const call = callOf({ model: "x", ...settings });
    expect(fitCall(call, list, {})).toEqual({
      call,
      notices: [
        {
          code: "model_unchecked",
          message: 'The list of models could not be fetched, so "x" was sent without a check.',
        },
      ],
    });
    expect(messagesOf(call, { ...list, problem: "No network." })[0]).toMatch(/without a check\. No network\.$/);
  });
});
