import { expect, it } from "vitest";
import { testDigest } from "@/lib/engine/testCache";
import { toRunnablePart } from "@/lib/nodes/runnablePart";
import { createFileAssetStore } from "@/lib/storage/file/fileAssetStore";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { testWork } from "@/lib/worker/testWork";
import { prompt, wire, workflow } from "@/store/testWorkflow";
import { prepareRun, readSetup, toStartEvents } from "./runSetup";
import { storeOf } from "./testChildren";

const output = (id: string) => ({ id, type: "output", data: { format: "auto" } });
const nothingKept = async () => new Map();
const childSources = { workflows: storeOf(), digest: testDigest };
const parts = { latestOutputs: nothingKept, childSources, work: testWork, maxItems: 100 };

it("leaves out what only stands on the canvas, and outputs that nothing is wired to", () => {
  const nodes = [prompt("a"), output("wired"), output("loose"), { id: "n", type: "note", data: { text: "" } }];
  const unknown = { id: "u", type: "ofTomorrow", data: {} };
  const { graph } = toRunnablePart(workflow([...nodes, unknown], [wire("a.text", "wired.value")]));
  expect(graph.nodes.map(({ id }) => id)).toEqual(["a", "wired", "u"]);
});

it("runs a workflow in spite of an output that nothing is wired to", async () => {
  const document = workflow([prompt("a"), output("loose")]);
  const { plan } = await prepareRun(document, {}, parts);
  expect(plan.order).toEqual(["a"]);
});

it("still refuses other nodes that lack a wire", async () => {
  const document = workflow([prompt("a"), { id: "j", type: "jsonExtract", data: { path: "" } }]);
  await expect(prepareRun(document, {}, parts)).rejects.toThrow(/needs a wire/);
});

it("gives nodes that nobody named what the run brings under their ids, also when it is taken up later", async () => {
  const list = (id: string, input?: string) => ({ id, type: "list", data: { text: "", split: "lines", input } });
  const document = workflow([list("nameless"), list("named", "rows"), prompt("a")]);
  const inputs = { nameless: "owl", rows: "fox", a: "Hi" };
  const setup = await prepareRun(document, { inputs }, parts);
  const namesIn = ({ plan }: typeof setup) => plan.order.map((id) => plan.nodes.get(id)?.node.data.input);
  expect(namesIn(setup)).toEqual(["nameless", "rows", "a"]);
  expect(setup.workflow).toBe(document);
  const assets = createFileAssetStore(await testDirectory());
  const events = (await toStartEvents(setup, assets)).map((event, index) => ({ ...event, seq: index + 1, at: "" }));
  expect(namesIn(await readSetup(events, assets))).toEqual(["nameless", "rows", "a"]);
});

it("refuses what is given under the id of a node that has a name for it", async () => {
  const named = { id: "l", type: "list", data: { text: "", split: "lines", input: "rows" } };
  await expect(prepareRun(workflow([named]), { inputs: { l: "owl" } }, parts)).rejects.toMatchObject({
    facts: { faults: [{ node: "l", missing: { kind: "list" } }] },
  });
});
