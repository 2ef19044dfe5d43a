import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { answering, llm, node } from "@/lib/engine/testRun";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { runServiceIn, watch, workflowOf } from "./testRunService";

it("tells every event in order also to a reader that more comes for at once than is kept for it", async () => {
  const rows = Array.from({ length: 20_000 }, () => 1);
  const workflow = workflowOf(
    [
      node("l", "list", { text: "", split: "json", input: "rows" }),
      node("p", "prompt", { text: "{{it}}" }),
      node("j", "join", { separator: "" }),
      llm("m"),
    ],
    ["l.items>p.it", "p.text>j.items", "j.text>m.prompt"],
  );
  const callLlm = answering((text) => sleep(50, String(text.length)));
  const runs = runServiceIn(await testDirectory(), { callLlm });
  const { id } = await runs.start(workflow, { inputs: { rows } });
  const events = await watch(runs, id);
  expect(events.every(({ seq }, index) => seq === index + 1)).toBe(true);
  expect(events.at(-1)).toMatchObject({ type: "run-end", status: "completed" });
});
