import { expect, it } from "vitest";
import { AppError } from "@/types/errors";
import type { RunPlanOptions } from "./options";
import { testCache } from "./testCache";
import { answering, node, run } from "./testRun";

/** Judges of one text, run again and again on one cache; tells who was asked each time. Those in `gone` fail. */
function judgings() {
  const cache = testCache();
  return async (models: string[], { gone = [], ...options }: Partial<RunPlanOptions> & { gone?: string[] } = {}) => {
    const asked: string[] = [];
    const callLlm = answering((_, { model }) => {
      asked.push(model);
      if (gone.includes(model)) throw new AppError("model_not_available", "It is gone.");
      return '{"reason":"It is.","score":5}';
    });
    const judges = models.map((model) => ({ provider: "openai", model }));
    const nodes = [
      node("p", "prompt", { text: "x" }),
      node("s", "score", { method: "judge", rubric: "True?", judges }),
    ];
    return { asked, ...(await run(nodes, ["p.text>s.value"], { callLlm, cache, ...options })) };
  };
}

it("a part of a result is made once, whatever else the result is made of", async () => {
  const judge = judgings();
  expect((await judge(["a", "b"])).asked).toEqual(["a", "b"]);
  const { asked, events } = await judge(["b", "c"]);
  expect(asked).toEqual(["c"]);
  // What was kept costs nothing again.
  expect(events.find(({ type }) => type === "node-end")).toMatchObject({ node: "p" });
  expect(events.findLast(({ type }) => type === "node-end")).toMatchObject({ node: "s", usage: { totalTokens: 3 } });
  expect((await judge(["a", "c"])).asked).toEqual([]);
});

it("judges that are alike are asked each, and each keeps what it said", async () => {
  const judge = judgings();
  expect((await judge(["a", "a"])).asked).toEqual(["a", "a"]);
  expect((await judge(["a", "a", "b"])).asked).toEqual(["b"]);
});

it("a part is kept where another one fails, and made anew where all is asked for afresh", async () => {
  const judge = judgings();
  const failed = await judge(["a", "b"], { gone: ["b"] });
  expect(failed.events.findLast(({ type }) => type === "node-error")).toMatchObject({
    error: { code: "model_not_available" },
    usage: { totalTokens: 3 },
  });
  expect((await judge(["a", "b"])).asked).toEqual(["b"]);
  expect((await judge(["a", "b"], { fresh: "all" })).asked).toEqual(["a", "b"]);
});

it("without a cache each part is made each time", async () => {
  const judge = judgings();
  for (const _ of [1, 2]) expect((await judge(["a"], { cache: undefined })).asked).toEqual(["a"]);
});
