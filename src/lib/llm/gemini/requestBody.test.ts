import { describe, expect, it } from "vitest";
import type { LlmCall } from "@/types/llm";
import { toGeminiBody } from "./requestBody";

const bodyOf = (more: Partial<LlmCall> = {}) =>
  toGeminiBody({ provider: "google", model: "gemini-x", messages: [{ role: "user", content: "Hi" }], ...more });
const picture = "data:image/png;base64,AAAA";
const inline = { inlineData: { mimeType: "image/png", data: "AAAA" } };

describe("what is sent to Gemini", () => {
  it("is no more than was asked", () => {
    expect(bodyOf()).toEqual({ contents: [{ role: "user", parts: [{ text: "Hi" }] }] });
    expect(bodyOf({ webSearch: false })).not.toHaveProperty("tools");
  });

  it("has every system text in one place, blank ones in none", () => {
    const messages: LlmCall["messages"] = [
      { role: "system", content: "Second." },
      { role: "user", content: "Hi" },
      { role: "system", content: " \n" },
    ];
    expect(bodyOf({ system: "First.", messages })).toEqual({
      systemInstruction: { parts: [{ text: "First.\n\nSecond." }] },
      contents: [{ role: "user", parts: [{ text: "Hi" }] }],
    });
    expect(bodyOf({ system: "  " })).not.toHaveProperty("systemInstruction");
  });

  it("calls the assistant a model, and puts pictures to the last thing the person said", () => {
    const messages: LlmCall["messages"] = [
      { role: "user", content: "One" },
      { role: "assistant", content: "Two" },
      { role: "user", content: "Three" },
      { role: "assistant", content: "Four" },
    ];
    expect(bodyOf({ messages, images: [picture, picture] }).contents).toEqual([
      { role: "user", parts: [{ text: "One" }] },
      { role: "model", parts: [{ text: "Two" }] },
      { role: "user", parts: [{ text: "Three" }, inline, inline] },
      { role: "model", parts: [{ text: "Four" }] },
    ]);
  });

  it("makes a turn of its own for pictures where the person said nothing", () => {
    const messages: LlmCall["messages"] = [{ role: "assistant", content: "Two" }];
    const said = { role: "model", parts: [{ text: "Two" }] };
    expect(bodyOf({ messages, images: [picture] }).contents).toEqual([said, { role: "user", parts: [inline] }]);
    expect(bodyOf({ messages }).contents).toEqual([said]);
  });

  it("has each setting under Gemini's name for it", () => {
    const jsonSchema = { type: "object" };
    expect(bodyOf({ temperature: 0, maxTokens: 5, jsonSchema, webSearch: true })).toMatchObject({
      tools: [{ googleSearch: {} }],
      generationConfig: {
        temperature: 0,
        maxOutputTokens: 5,
        responseMimeType: "application/json",
        responseJsonSchema: jsonSchema,
      },
    });
    expect(bodyOf({ temperature: 1 }).generationConfig).toEqual({ temperature: 1 });
  });

  it("asks for thought by level or by budget, as the model takes it, and not at all of others", () => {
    const thinking = (model: string, reasoningEffort: string) => bodyOf({ model, reasoningEffort }).generationConfig;
    expect(thinking("gemini-3-pro", "low")).toEqual({
      thinkingConfig: { thinkingLevel: "low", includeThoughts: true },
    });
    expect(thinking("gemini-2.5-flash", "low")).toEqual({
      thinkingConfig: { thinkingBudget: expect.any(Number), includeThoughts: true },
    });
    expect(thinking("gemini-2.5-flash", "constructor")).toBeUndefined();
    expect(thinking("gemma-3", "low")).toBeUndefined();
  });
});
