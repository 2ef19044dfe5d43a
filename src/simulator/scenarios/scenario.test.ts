import { describe, expect, test } from "vitest";
import { parseScenarios, withoutScenarios } from "./scenario";
import { createScenarioMemory } from "./scenarioMemory";

describe("scenario words", () => {
  test("are found with their amount and their 'once', and nothing else in brackets is", () => {
    expect(parseScenarios("[usage-limit] then [500-once] [slow:2.5] [429-once:7] [sic] [links](x)")).toEqual([
      { word: "usage-limit", once: false },
      { word: "500", once: true },
      { word: "slow", once: false, amount: 2.5 },
      { word: "429", once: true, amount: 7 },
    ]);
  });

  test("are taken out of what an answer quotes", () => {
    expect(withoutScenarios("[cut] Tell me [sic] about [slow:3] rivers")).toBe("Tell me [sic] about rivers");
  });

  test("may name a function, with its arguments, and go out of the answer with them", () => {
    const prompt =
      'Add [call:space.add {"a":[1,2],"b":{"c":1}}] them [call:get_weather] [then] [refuse:web_search] [callx:y]';
    expect(parseScenarios(prompt)).toEqual([
      { word: "call", once: false, name: "space.add", text: '{"a":[1,2],"b":{"c":1}}' },
      { word: "call", once: false, name: "get_weather" },
      { word: "then", once: false },
      { word: "refuse", once: false, name: "web_search" },
    ]);
    expect(withoutScenarios(prompt)).toBe("Add them [callx:y]");
  });

  test("strike the first of two equal requests when they are due once, and are armed again after", () => {
    const memory = createScenarioMemory();
    const due = (sender: string) => memory.due(sender, "gpt-5.5", "[500-once] hi").length;
    expect([due("ada"), due("grace"), due("ada"), due("ada")]).toEqual([1, 1, 0, 1]);
  });

  test("strike every time when they are not", () => {
    const memory = createScenarioMemory();
    expect([1, 2].map(() => memory.due("ada", "gpt-5.5", "[500] hi").length)).toEqual([1, 1]);
  });
});
