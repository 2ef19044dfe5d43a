import { describe, expect, it } from "vitest";
import type { WorkflowNode } from "@/types/workflow";
import { callSettingsOf, createTally } from "./callTally";

describe("a tally", () => {
  const call = { provider: "openai", model: "m" } as const;

  it("adds up what is asked of the same model for the same payer", () => {
    const tally = createTally();
    tally.add(call, { count: 1, inputTokens: 10 });
    tally.add(call, { count: 2, cached: 3 });
    tally.add({ ...call, model: "n" }, { cached: 1 });
    tally.add({ ...call, account: "a" }, {});
    expect(tally.all()).toEqual([
      { ...call, account: undefined, count: 3, cached: 3, inputTokens: 10 },
      { ...call, model: "n", account: undefined, count: 0, cached: 1, inputTokens: 0 },
      { ...call, account: "a", count: 0, cached: 0, inputTokens: 0 },
    ]);
  });

  it("keeps what was known of a row from its beginning", () => {
    const tally = createTally<{ name: string }>();
    tally.add(call, { count: 1 }, { name: "first" });
    tally.add(call, { count: 1 }, { name: "second" });
    expect(tally.all()).toMatchObject([{ count: 2, name: "first" }]);
  });
});

describe("what a node asks", () => {
  const typeOf = (data: object) => ("variants" in data ? "compare" : "llmGenerate");
  const of = (data: object) => callSettingsOf({ id: "n", type: typeOf(data), data } as WorkflowNode);

  it("is one model, or one for each variant", () => {
    expect(of({ provider: "openai", model: "m", account: "a", temperature: 1 })).toEqual([
      { provider: "openai", model: "m", account: "a" },
    ]);
    const variants = [
      { provider: "google", model: "g" },
      { provider: "openai-auth", model: "p", account: "a" },
    ];
    expect(of({ provider: "openai", model: "m", variants })).toEqual(variants);
  });

  it.each([
    [{ text: "x" }],
    [{ provider: "elsewhere", model: "m" }],
    [{ provider: "openai" }],
    [{ variants: [null, "x", undefined, 5] }],
  ])("is nothing for %j", (data) => {
    expect(of(data)).toEqual([]);
  });

  it("is the standard model of pictures for a node that makes some and names none", () => {
    const pictures = (data: object) => callSettingsOf({ id: "n", type: "imageGenerate", data } as WorkflowNode);
    expect(pictures({ provider: "openai-auth", model: "" })).toEqual([
      { provider: "openai-auth", model: "gpt-image-2" },
    ]);
    expect(pictures({ provider: "openai", model: "m" })).toEqual([{ provider: "openai", model: "m" }]);
  });

  it("is nothing for a kind that asks nobody, whatever stands in its data", () => {
    const data = { provider: "openai", model: "m", variants: [{ provider: "openai", model: "m" }] };
    expect(callSettingsOf({ id: "n", type: "prompt", data } as WorkflowNode)).toEqual([]);
  });

  it("names no account where none is", () => {
    expect(of({ provider: "openai", model: "m", account: 5 })[0]).not.toHaveProperty("account");
  });
});
