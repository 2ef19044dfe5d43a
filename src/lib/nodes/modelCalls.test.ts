import { describe, expect, it } from "vitest";
import { callsModels, changeModelSettings, modelSettingsOf } from "./modelCalls";

const plan = { provider: "openai-auth", model: "m", temperature: 1 };
const key = { provider: "google", model: "g" };

describe("the models that a node asks", () => {
  it("are told by its kind, whatever else stands in its data", () => {
    expect(modelSettingsOf({ type: "llmGenerate", data: plan })).toEqual([plan]);
    expect(modelSettingsOf({ type: "compare", data: { variants: [plan, null, "x", key] } })).toEqual([plan, key]);
    expect(modelSettingsOf({ type: "prompt", data: { ...plan, variants: [key] } })).toEqual([]);
    expect(modelSettingsOf({ type: "future", data: plan })).toEqual([]);
    expect(modelSettingsOf({ type: "compare", data: { variants: "x" } })).toEqual([]);
  });

  it("can be changed without knowing where they stand", () => {
    const change = (settings: object) => ({ ...settings, provider: "openai", account: "a" });
    const changed = { provider: "openai", account: "a" };
    expect(changeModelSettings({ type: "llmGenerate", data: plan }, change)).toEqual({ ...plan, ...changed });
    const variants = [plan, null, key];
    expect(changeModelSettings({ type: "compare", data: { variants, maxParallel: 2 } }, change)).toEqual({
      variants: [{ ...plan, ...changed }, null, { ...key, ...changed }],
      maxParallel: 2,
    });
    expect(changeModelSettings({ type: "prompt", data: plan }, change)).toBe(plan);
    expect(changeModelSettings({ type: "llmGenerate", data: { text: "x" } }, change)).toEqual({ text: "x" });
  });

  it("make it one that spends calls", () => {
    expect(callsModels({ type: "imageGenerate", data: key })).toBe(true);
    expect(callsModels({ type: "condition", data: {} })).toBe(false);
  });
});
