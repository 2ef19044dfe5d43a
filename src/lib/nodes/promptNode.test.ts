import { describe, expect, it } from "vitest";
import { llmGenerateNode } from "./llmGenerateNode";
import { promptNode } from "./promptNode";
import { runKind } from "./testContext";

const textsOf = ({ notices }: Awaited<ReturnType<typeof runKind>>) => notices.map(({ message }) => message);

describe("a prompt", () => {
  it("is filled from a row by names with signs, and tells nothing then", async () => {
    const data = { text: "{{Title}}: {{Body (HTML)}} \\{{ kept }}" };
    const tested = await runKind(promptNode, { data, inputs: { data: { Title: "Cap", "Body (HTML)": "<b>x</b>" } } });
    expect(tested.result.output).toEqual({ text: "Cap: <b>x</b> {{ kept }}" });
    expect(tested.notices).toEqual([]);
  });

  it("refuses a row without the field that a place names", async () => {
    const running = runKind(promptNode, { data: { text: "{{Body (html)}}" }, inputs: { data: { Title: "Cap" } } });
    await expect(running).rejects.toMatchObject({ code: "invalid_workflow" });
  });

  it("tells braces that are sent as they stand", async () => {
    const tested = await runKind(promptNode, { data: { text: "{{ a\n{city}" }, inputs: { data: { city: "Bern" } } });
    expect(tested.result.output).toEqual({ text: "{{ a\n{city}" });
    expect(textsOf(tested)).toEqual([
      expect.stringContaining("{{ a is no place"),
      expect.stringContaining("Written {{city}} it would be filled."),
    ]);
  });

  it("tells how to send braces where nothing fills them", async () => {
    const problem = await promptNode.problem?.({ text: "{% raw %}{{ message }}" }, { wired: new Set(), runInputs: {} });
    expect(problem).toEqual({
      fault: expect.stringMatching(/has nothing for \{\{message\}\}.*write \\\{\{message\}\}/),
      missing: { kind: "places", names: ["message"] },
    });
  });

  it("has values of its own for places that neither a wire, a row nor the run fills", async () => {
    const data = { text: "{{tone}} {{name}}", values: { tone: "warm", name: "" } };
    const textOf = async (more = {}) => (await runKind(promptNode, { data, ...more })).result.output.text;
    expect(await textOf()).toBe("warm ");
    expect(await textOf({ runInputs: { tone: "cold" } })).toBe("cold ");
    expect(await textOf({ runInputs: { tone: "cold" }, inputs: { data: { tone: "dry" } } })).toBe("dry ");
    expect(await textOf({ inputs: { tone: "calm", data: { tone: "dry" } } })).toBe("calm ");
    expect(await promptNode.problem?.(data, { wired: new Set(), runInputs: {} })).toBeUndefined();
  });

  it("asks only for the places that have no value", async () => {
    const data = { text: "{{tone}} {{name}}", values: { tone: "warm" } };
    expect(await promptNode.problem?.(data, { wired: new Set(), runInputs: {} })).toMatchObject({
      missing: { names: ["name"] },
    });
  });

  it("knows a given input whatever the form of its letters", async () => {
    const surroundings = { wired: new Set<string>(), runInputs: { "cafe\u0301": "x" } };
    expect(await promptNode.problem?.({ text: "{{caf\u00e9}}" }, surroundings)).toBeUndefined();
  });
});

describe("the value of a place that is renamed", () => {
  const renamed = (values: Record<string, string>, from: string, to: string) =>
    promptNode.renameInput?.({ text: "", values }, from, to).values;

  it("stays the place's own where a value is left of an earlier place of the new name", () => {
    expect(renamed({ to: "owls", topic: "left" }, "to", "topic")).toEqual({ topic: "owls" });
    expect(renamed({ topic: "left", to: "owls" }, "to", "topic")).toEqual({ topic: "owls" });
  });

  it("follows it also where its name is written in another way that looks equal", () => {
    expect(renamed({ "caf\u00e9": "Nero" }, "cafe\u0301", "bar")).toEqual({ bar: "Nero" });
  });
});

it("tells places in the system text of a model, which nothing fills", async () => {
  const callLlm = async function* () {
    const usage = { inputTokens: 1, cachedInputTokens: 0, outputTokens: 2, reasoningTokens: 0, totalTokens: 3 };
    const payer = { kind: "key", id: "openai", provider: "openai", name: "OpenAI key" } as const;
    const result = { text: "", provider: "openai", model: "m", finishReason: "stop", requestId: "r", payer } as const;
    yield { type: "end" as const, result: { ...result, usage, notices: [] } };
  };
  const data = { provider: "openai", model: "m", system: "You are {{role}}." };
  const told = await runKind(llmGenerateNode, { data, callLlm, inputs: { prompt: "Hi" } });
  expect(textsOf(told)).toEqual([expect.stringContaining("{{role}} in the system text is sent as it stands")]);
  const wired = await runKind(llmGenerateNode, { data, callLlm, inputs: { prompt: "Hi", system: "{{literal}}" } });
  expect(wired.notices).toEqual([]);
});
