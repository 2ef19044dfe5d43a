import { join } from "node:path";
import { expect, it } from "vitest";
import { llm, node } from "@/lib/engine/testRun";
import { createFileRunJournal } from "@/lib/storage/file/fileRunJournal";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import type { RunEventBody } from "@/types/run";
import { runServiceIn, runToEnd, workflowOf } from "./testRunService";

const nodes = [node("p", "prompt", { text: "x" }), llm("a"), node("o", "output", { format: "auto", name: "said" })];
const document = workflowOf(nodes, ["p.text>a.prompt", "a.text>o.value"]);
const inside: RunEventBody = {
  ...{ type: "node-end", node: "a", path: [{ node: "held" }] },
  ...{ output: { text: "inner" }, cached: false, durationMs: 1 },
};

it("a result of a node of the same name inside of another is none of the node's", async () => {
  const directory = await testDirectory();
  const runs = runServiceIn(directory);
  await runToEnd(runs, document);
  const run = (await runs.list()).runs[0]?.id ?? "";
  await createFileRunJournal(join(directory, "runs")).append(run, [inside]);
  expect((await runs.nodeResult(run, "a")).output).toEqual({ text: "X" });
  const next = await runToEnd(runs, document, { select: { mode: "only", nodes: ["o"] } });
  expect(next.at(-1)).toMatchObject({ type: "run-end", outputs: { said: "X" } });
});
