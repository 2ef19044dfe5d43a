import { expect, it } from "vitest";
import { llm, node } from "@/lib/engine/testRun";
import { storeOf } from "@/lib/runs/testChildren";
import { runServiceIn, workflowOf } from "@/lib/runs/testRunService";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import type { Workflow } from "@/types/workflow";
import { checkWithHeld } from "./checkWithHeld";

const child = workflowOf(
  [node("p", "prompt", { text: "{{who}}" }), llm("m"), node("o", "output", { name: "text", format: "auto" })],
  ["p.text>m.prompt", "m.text>o.value"],
  "child",
);
const holder = node("h", "workflow", { workflow: "child" });

async function check(document: Workflow, ...held: Workflow[]) {
  const runs = runServiceIn(await testDirectory(), { workflows: storeOf(...held) });
  return (await checkWithHeld(document, { runs })).faults;
}

it("knows the inputs and outputs of what a node holds, though the document does not say them", async () => {
  const good = workflowOf([node("w", "prompt", { text: "x" }), holder], ["w.text>h.who"]);
  expect(await check(good, child)).toEqual([]);
  const wrong = workflowOf([node("w", "prompt", { text: "x" }), holder], ["w.text>h.whom"]);
  expect(await check(wrong, child)).toMatchObject([{ message: "h has no input called whom." }, { node: "h" }]);
});

it("tells what is wrong inside of what a node holds, and what is not there", async () => {
  const broken = workflowOf([node("j", "jsonExtract", { path: "" })], [], "child");
  expect(await check(workflowOf([holder], []), broken)).toEqual([
    { node: "h", message: "In A test: j needs a wire into json." },
  ]);
  expect(await check(workflowOf([holder], []))).toMatchObject([
    {
      node: "h",
      message: expect.stringContaining("not there any more"),
      fix: expect.stringContaining("list_workflows"),
    },
  ]);
});
