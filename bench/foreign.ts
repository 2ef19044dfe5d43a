import { monitorEventLoopDelay } from "node:perf_hooks";
import { node } from "@/lib/engine/testRun";
import { runServiceIn, runToEnd, workflowOf } from "@/lib/runs/testRunService";
import type { Workflow } from "@/types/workflow";
import { inDirectory } from "./support/inDirectory";
import { report } from "./support/table";

/** How long the thread that answers everybody stands still while a run works on data of other people. */
export async function run(): Promise<void> {
  for (const [name, make] of Object.entries(inputs)) {
    const stillMs = await inDirectory((directory) => longestStill(directory, make()));
    report({ what: `${name}: longest without a turn`, ours: stillMs, unit: "ms", goal: { least: 0, most: 50 } });
  }
}

async function longestStill(directory: string, workflow: Workflow): Promise<number> {
  const service = runServiceIn(directory);
  // What is loaded at the first run is no part of it.
  await runToEnd(service, listWorkflow("a,b\n1,2", "csv"));
  const delays = monitorEventLoopDelay({ resolution: 1 });
  delays.enable();
  await runToEnd(service, workflow).catch(() => undefined); // a refusal counts as well
  delays.disable();
  return delays.max / 1e6;
}

const row = (fields: number, value: string) => `${Array(fields).fill(value).join(",")}\n`;
const rows = (count: number) => Array.from({ length: count }, (_, index) => `${index},name ${index},city`).join("\n");
const records = () => Array.from({ length: 200_000 }, (_, id) => ({ id, name: `name ${id}` }));

/** Made one at a time: the memory of the others would be tidied up meanwhile. */
const inputs: Record<string, () => Workflow> = {
  "10,000 equal columns": () => listWorkflow(row(10_000, "0") + row(10_000, "1"), "csv"),
  "a row of two million fields": () => listWorkflow(row(2_000_000, "0"), "csv"),
  "100,000 rows": () => listWorkflow(`id,name,city\n${rows(100_000)}`, "csv"),
  "a JSON array of 200,000 objects": () => listWorkflow(JSON.stringify(records()), "json"),
  "300,000 lines": () => listWorkflow(rows(300_000), "lines"),
  "quotes without end": () => listWorkflow(`a,b\n${'"'.repeat(500_001)}`, "csv"),
  "a pattern of thousands of states": () => patternWorkflow(`(${"(a|b|ab)?".repeat(1000)}){1}c$`, "a".repeat(20_000)),
  "1000 × 1000 items": () => crossedWorkflow(1000),
  "a text doubled 28 times": () => doubledWorkflow(28),
};

function listWorkflow(text: string, split: "csv" | "json" | "lines"): Workflow {
  return workflowOf([node("l", "list", { text, split }), node("o", "output", { name: "o" })], ["l.items>o.value"]);
}

function patternWorkflow(value: string, text: string): Workflow {
  const nodes = [node("p", "prompt", { text }), node("c", "condition", { test: "matches", value })];
  return workflowOf(nodes, ["p.text>c.value"]);
}

function crossedWorkflow(count: number): Workflow {
  const text = Array.from({ length: count }, (_, index) => index).join("\n");
  const lists = ["a", "b"].map((id) => node(id, "list", { text, split: "lines" }));
  const crossed = node("p", "prompt", { text: "{{x}}{{y}}", cross: true });
  return workflowOf([...lists, crossed], ["a.items>p.x", "b.items>p.y"]);
}

function doubledWorkflow(times: number): Workflow {
  const ids = Array.from({ length: times }, (_, index) => `d${index}`);
  const nodes = [node("s", "prompt", { text: "ab" }), ...ids.map((id) => node(id, "prompt", { text: "{{x}}{{x}}" }))];
  return workflowOf(
    nodes,
    ids.map((id, index) => `${index === 0 ? "s" : ids[index - 1]}.text>${id}.x`),
  );
}
