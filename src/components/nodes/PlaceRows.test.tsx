import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, it } from "vitest";
import { useCanvasUi } from "@/components/board/canvasUi";
import { NodeLooks } from "@/components/board/nodeLooks";
import { lookOf } from "@/components/kinds/nodeViews";
import { serve, stopServing } from "@/components/testServer";
import { idleNode, idleRun } from "@/store/runReducer";
import { llm, prompt, wire, workflow } from "@/store/testWorkflow";
import { runStore } from "@/store/useRun";
import { useNode, workflowStore } from "@/store/useWorkflow";
import type { WorkflowEdge, WorkflowNode } from "@/types/workflow";
import { PlaceRows } from "./PlaceRows";

const csv = { id: "l", type: "list", title: "Guests", data: { text: "name,town\nAda,Graz", split: "csv" } };
const ask = prompt("p", "Hi {{name}} of {{land}}");

function Shown() {
  const node = useNode("p");
  return node && <PlaceRows node={node} />;
}

function show(nodes: WorkflowNode[], edges: WorkflowEdge[] = []) {
  workflowStore.getState().load(workflow(nodes, edges));
  render(
    <NodeLooks value={lookOf}>
      <Shown />
    </NodeLooks>,
  );
}

beforeEach(() => {
  runStore.setState({ run: idleRun });
});
afterEach(async () => {
  cleanup();
  useCanvasUi.setState({ writing: null, revealing: null });
  await stopServing();
});

const place = (name: string) => screen.getByRole("button", { name });
const data = () => workflowStore.getState().workflow?.nodes.find(({ id }) => id === "p")?.data;
const edges = () => workflowStore.getState().workflow?.edges ?? [];

it("keeps a value for a place, which is none again when it is emptied", async () => {
  show([ask]);
  fireEvent.click(place("name no value"));
  const field = await screen.findByLabelText("Value");
  fireEvent.change(field, { target: { value: "Ada" } });
  expect(data()).toMatchObject({ values: { name: "Ada" } });
  expect(place("name “Ada”")).toBeTruthy();
  fireEvent.change(field, { target: { value: "" } });
  expect(data()).toEqual({ text: ask.data.text });
});

it("adds a node for a place left of the prompt, wired, in the free, as one step of undo", async () => {
  show([ask]);
  fireEvent.click(place("land no value"));
  fireEvent.click(await screen.findByRole("button", { name: "Add List for it" }));
  const [added] = edges();
  expect(added?.target).toEqual({ node: "p", port: "land" });
  const { layout, nodes } = workflowStore.getState().workflow ?? workflow([]);
  expect(nodes.map(({ type }) => type)).toEqual(["prompt", "list"]);
  expect(layout.nodes[added?.source.node ?? ""]?.x).toBeLessThan(layout.nodes.p?.x ?? 0);
  expect(useCanvasUi.getState()).toMatchObject({
    writing: added?.source.node,
    revealing: { node: added?.source.node },
  });
  expect(place("land from List")).toBeTruthy();
  act(() => workflowStore.getState().undo());
  expect(workflowStore.getState().workflow?.nodes).toEqual([ask]);
});

it("says where a wire comes from, and takes it away", async () => {
  show([{ ...prompt("a"), title: "Notes" }, ask], [wire("a.text", "p.land")]);
  fireEvent.click(place("land from Notes"));
  fireEvent.click(await screen.findByRole("button", { name: "Take the wire away" }));
  expect(edges()).toEqual([]);
});

it("shows which columns of a list fill a place, which none names, and which place has none", async () => {
  show([csv, ask], [wire("l.items", "p.data")]);
  await screen.findByRole("button", { name: "name from its column" });
  expect(place("land no such column")).toBeTruthy();
  expect(screen.getByText("from Guests")).toBeTruthy();
  fireEvent.click(place("town: put {{town}} into the text"));
  expect(data()?.text).toBe("Hi {{name}} of {{land}} {{town}}");
  await screen.findByRole("button", { name: "town from its column" });
});

it("follows the text as it is written, and puts a place at its end as it is by then", async () => {
  show([csv, ask], [wire("l.items", "p.data")]);
  await screen.findByRole("button", { name: "name from its column" });
  const write = (text: string) => act(() => workflowStore.getState().updateNodeData("p", { text }));
  write("Dear {{name}} of {{land}}!");
  fireEvent.click(place("town: put {{town}} into the text"));
  expect(data()?.text).toBe("Dear {{name}} of {{land}}! {{town}}");
  write("Dear {{guest}}!");
  expect(place("guest no such column")).toBeTruthy();
});

it("knows the columns of a file, of a schema, and of what the last run gave", async () => {
  serve({ "GET /api/assets/f/preview": { columns: ["name"], rows: [], count: 0 } });
  const file = { id: "f", type: "fileInput", data: { as: "csv", asset: { asset: "f", mime: "text/csv", bytes: 1 } } };
  show([file, ask], [wire("f.items", "p.data")]);
  await screen.findByRole("button", { name: "name from its column" });
  const answers = llm("m", { jsonSchema: { type: "object", properties: { land: {} } } });
  act(() => workflowStore.getState().load(workflow([answers, ask], [wire("m.json", "p.data")])));
  await screen.findByRole("button", { name: "land from its column" });
  const pick = { id: "j", type: "jsonExtract", data: { path: "" } };
  act(() => workflowStore.getState().load(workflow([pick, ask], [wire("j.value", "p.data")])));
  await screen.findByRole("button", { name: "name from what arrives at fields" });
  const ran = { ...idleNode, status: "done" as const, output: { value: [{ name: "Ada" }] } };
  act(() => runStore.setState({ run: { ...idleRun, nodes: { j: ran } } }));
  await screen.findByRole("button", { name: "land no such column" });
});

it("tells that rows go whole into a place for text, and wires them to the fields instead", async () => {
  show([csv, ask], [wire("l.items", "p.name")]);
  await screen.findByText("Each row goes into {{name}} whole, with all of name and town.");
  fireEvent.click(place("Wire to fields instead"));
  expect(edges().map(({ target }) => target.port)).toEqual(["data"]);
  await waitFor(() => expect(screen.queryByRole("note")).toBeNull());
  act(() => workflowStore.getState().undo());
  expect(edges().map(({ target }) => target.port)).toEqual(["name"]);
});

it("says nothing of a list of texts", async () => {
  show([{ ...csv, data: { text: "a\nb", split: "lines" } }, ask], [wire("l.items", "p.name")]);
  expect(place("name from Guests")).toBeTruthy();
  expect(screen.queryByRole("note")).toBeNull();
});
