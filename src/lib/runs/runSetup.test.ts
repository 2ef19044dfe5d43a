import { expect, it } from "vitest";
import { testWork } from "@/lib/worker/testWork";
import { prompt, wire, workflow } from "@/store/testWorkflow";
import { toRunnablePart } from "./runnablePart";
import { prepareRun } from "./runSetup";

const output = (id: string) => ({ id, type: "output", data: { format: "auto" } });
const nothingKept = async () => new Map();
const limits = { work: testWork, maxItems: 100 };

it("leaves out what only stands on the canvas, and outputs that nothing is wired to", () => {
  const nodes = [prompt("a"), output("wired"), output("loose"), { id: "n", type: "note", data: { text: "" } }];
  const unknown = { id: "u", type: "ofTomorrow", data: {} };
  const { graph } = toRunnablePart(workflow([...nodes, unknown], [wire("a.text", "wired.value")]));
  expect(graph.nodes.map(({ id }) => id)).toEqual(["a", "wired", "u"]);
});

it("runs a workflow in spite of an output that nothing is wired to", async () => {
  const document = workflow([prompt("a"), output("loose")]);
  const { plan } = await prepareRun(document, {}, nothingKept, limits);
  expect(plan.order).toEqual(["a"]);
});

it("still refuses other nodes that lack a wire", async () => {
  const document = workflow([prompt("a"), { id: "j", type: "jsonExtract", data: { path: "" } }]);
  await expect(prepareRun(document, {}, nothingKept, limits)).rejects.toThrow(/needs a wire/);
});
