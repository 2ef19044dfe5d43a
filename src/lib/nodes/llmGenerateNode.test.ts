import { expect, it } from "vitest";
import { answering, llm, node, run } from "@/lib/engine/testRun";
import type { CallLlm } from "@/types/llm";

it("says that an answer stopped at its length limit", async () => {
  const whole = answering(() => "half an answer");
  const cut: CallLlm = async function* (call, signal) {
    for await (const event of whole(call, signal)) {
      yield event.type === "end" ? { type: "end", result: { ...event.result, finishReason: "length" } } : event;
    }
  };
  const nodes = [node("p", "prompt", { text: "x" }), llm("m")];
  const notices = async (callLlm: CallLlm) =>
    (await run(nodes, ["p.text>m.prompt"], { callLlm })).events.filter(({ type }) => type === "notice");
  expect(await notices(cut)).toMatchObject([{ node: "m", code: "cut_short" }]);
  expect(await notices(whole)).toEqual([]);
});
