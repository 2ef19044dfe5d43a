import { describe, expect, test } from "vitest";
import { parseScenarios } from "@/simulator/scenarios/scenario";
import type { Ask } from "./ask";
import { composeAnswer } from "./compose";

function answer(prompt: string, more: Partial<Ask> = {}) {
  const ask: Ask = { model: "gpt-5.5", system: "", prompt, images: [], ...more };
  return composeAnswer(ask, parseScenarios(prompt));
}

describe("an answer", () => {
  test("gives as many list items as the prompt asks for", () => {
    const { text } = answer("List seven names for a lighthouse");
    expect(text.match(/^\d+\. /gm)).toHaveLength(7);
    expect(text.toLowerCase()).toContain("lighthouse");
  });

  test.each([
    ["Critique this text:\n\nThe river was wide and the boat was small.", "**What works.**"],
    ["Summarise: The river was wide and the boat was small.", "words that turn on"],
    ["Write a haiku about rivers", "Rivers"],
    ["Write one line of copy for the Fjord kettle. Say that it boils in forty seconds.", "boils in forty seconds"],
    ["hello", "simulated model"],
  ])("has the flavour of %j", (prompt, words) => {
    expect(answer(prompt).text).toContain(words);
  });

  test("keeps the sentences of a text it rewrites", () => {
    const { text } = answer("Rewrite this:\n\nThe river was really very wide that morning. The boat was just small.");
    expect(text).toContain("The river was wide that morning.");
  });

  test("differs between prompts and models, and not between two equal requests", () => {
    expect(answer("Tell me about rivers")).toEqual(answer("Tell me about rivers"));
    const others = ["Tell me about rivers", "Tell me about bread", "Tell me about clocks"].map(
      (one) => answer(one).text,
    );
    expect(new Set(others).size).toBe(3);
  });

  test("that is long has no mark of a heading in the middle of a line", () => {
    expect(answer("Write about ships [long:900]").text).not.toContain("###");
  });

  test("is streamed in pieces that join to the text", () => {
    const { pieces, text } = answer("Three ideas about bread");
    expect(pieces.join("")).toBe(text);
    expect(pieces.length).toBeGreaterThan(8);
  });

  test("ends as incomplete when it does not fit the allowed tokens", () => {
    const { text, finish, usage } = answer("Tell me about rivers", { maxTokens: 16 });
    expect([finish, usage.output <= 16]).toEqual(["length", true]);
    expect(answer("Tell me about rivers").text.startsWith(text)).toBe(true);
  });

  test("names size and kind of the images it was given", () => {
    const image = { mime: "image/png", bytes: 2048, width: 640, height: 480 };
    expect(answer("describe", { images: [image] }).text).toContain("image/png picture of 640 × 480 pixels (2 KB)");
  });

  test("is JSON when a schema asks for it", () => {
    const schema = { type: "object", properties: { answer: { type: "string" } }, required: ["answer"] };
    expect(JSON.parse(answer("Tell me about rivers", { schema }).text)).toEqual({
      answer: expect.stringContaining("rivers"),
    });
  });
});
