import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type SeenRequest, serve, stopServing } from "@/components/testServer";
import { answerInputs, startRun } from "@/store/runSession";
import { prompt, workflow } from "@/store/testWorkflow";
import { runStore, useRun } from "@/store/useRun";
import { workflowStore } from "@/store/useWorkflow";
import { InputsDialog } from "./InputsDialog";

const document = workflow([
  { ...prompt("a", "{{topic}} in {{tone}}"), title: "Draft" },
  { ...prompt("b", "More of {{topic}}"), title: "Check" },
  { id: "l", type: "list", title: "Towns", data: { text: "", split: "lines" } },
]);
const places = (node: string, names: string[]) => ({ node, message: "…", missing: { kind: "places", names } });
const list = { node: "l", message: "…", missing: { kind: "list" } };
const noModel = { node: "m", message: "m has no model: choose one." };

let seen: SeenRequest[] = [];
let faults: object[] = [];

function refused(): Response {
  const error = { code: "invalid_workflow", message: "…", details: { faults } };
  return Response.json({ error }, { status: 400 });
}

function Page() {
  const asked = useRun((state) => state.asked);
  return asked && <InputsDialog asked={asked} />;
}

beforeEach(() => {
  faults = [places("a", ["topic", "tone"]), places("b", ["topic"]), list];
  seen = serve({
    "GET /api/settings": { nodeDefaults: {} },
    "POST /api/runs/preflight": { calls: [], limits: [], warnings: [] },
    // Refused however often, so that no stream of events opens.
    "POST /api/runs": refused,
    "PUT /api/workflows/wf_test": ({ body }: SeenRequest) => ({ ...(body as object), revision: 2 }),
  });
  workflowStore.getState().load(document);
});
afterEach(async () => {
  cleanup();
  runStore.getState().clear();
  localStorage.clear();
  await stopServing();
});

const starts = () => seen.filter(({ method, path }) => method === "POST" && path === "/api/runs");
const lastStart = () => starts().at(-1)?.body as Record<string, unknown>;

async function open() {
  render(<Page />);
  await act(() => startRun({ useCache: false }));
  await screen.findByRole("dialog", { name: "What this run needs" });
}

const field = (name: string) => screen.getByLabelText<HTMLTextAreaElement>(name);
const fill = (name: string, value: string) => fireEvent.change(field(name), { target: { value } });
const valuesOf = (id: string) => workflowStore.getState().workflow?.nodes.find((node) => node.id === id)?.data;

it("asks for each missing thing once, says whose it is, and runs the same with what was given", async () => {
  await open();
  expect(screen.getAllByRole("textbox")).toHaveLength(3);
  expect(screen.getByText("for Draft and Check")).toBeTruthy();
  fill("topic", "owls");
  fill("Towns", "Bern\nGraz");
  fireEvent.keyDown(field("Towns"), { key: "Enter", ctrlKey: true });
  await waitFor(() => expect(starts()).toHaveLength(2));
  expect(lastStart()).toMatchObject({ useCache: false, inputs: { topic: "owls", tone: "", l: "Bern\nGraz" } });
  expect(valuesOf("a")).toEqual({ text: "{{topic}} in {{tone}}" });
});

it("takes the items of a list from a file", async () => {
  await open();
  const [chooser] = window.document.querySelectorAll<HTMLInputElement>("input[type=file]");
  fireEvent.change(chooser as HTMLInputElement, { target: { files: [new File(["Bern\nGraz"], "towns.txt")] } });
  await waitFor(() => expect(field("Towns").value).toBe("Bern\nGraz"));
});

it("offers what was given the last time", async () => {
  await open();
  fill("tone", "warm");
  fill("Towns", "Bern");
  fireEvent.click(screen.getByRole("button", { name: /^Run/ }));
  await waitFor(() => expect(starts()).toHaveLength(2));
  await waitFor(() => expect(field("tone").value).toBe("warm"));
  expect(field("Towns").value).toBe("Bern");
});

it("forgets what was taken out again, and a file that the server has no more", async () => {
  const picture = { asset: "f".repeat(64), mime: "text/plain", bytes: 3 };
  const remembered = { "file:f": { asset: picture, fileName: "old.txt" }, "place:tone": { text: "warm" } };
  localStorage.setItem("patchbay.inputs", JSON.stringify([["wf_test", remembered]]));
  workflowStore.getState().load({ ...document, nodes: [...document.nodes, { id: "f", type: "fileInput", data: {} }] });
  faults = [...faults, { node: "f", message: "…", missing: { kind: "file" } }];
  await open();
  await waitFor(() => expect(screen.queryByText("old.txt")).toBeNull());
  expect(seen.filter(({ method }) => method === "HEAD").map(({ path }) => path)).toEqual([
    `/api/assets/${picture.asset}`,
  ]);
  fireEvent.click(screen.getByRole("button", { name: "Cancel" }));
  faults = faults.slice(0, -1);
  await act(() => startRun());
  await screen.findByRole("dialog", { name: "What this run needs" });
  fill("tone", "");
  fill("Towns", "Bern");
  fireEvent.click(screen.getByRole("button", { name: /^Run/ }));
  await waitFor(() => expect(starts()).toHaveLength(3));
  await waitFor(() => expect(field("Towns").value).toBe("Bern"));
  expect(field("tone").value).toBe("");
});

it("waits with what was given while another run is at work, and says so", async () => {
  await open();
  fill("topic", "owls");
  fill("Towns", "Bern");
  const { run } = runStore.getState();
  act(() => runStore.setState({ run: { ...run, status: "running" } }));
  expect(screen.getByRole("status").textContent).toContain("Another run is at work.");
  fireEvent.keyDown(field("Towns"), { key: "Enter", ctrlKey: true });
  await act(() => answerInputs({ topic: "owls" }));
  expect([starts().length, field("topic").value]).toEqual([1, "owls"]);
  act(() => runStore.setState({ run }));
  fireEvent.keyDown(field("Towns"), { key: "Enter", ctrlKey: true });
  await waitFor(() => expect(lastStart().inputs).toMatchObject({ topic: "owls" }));
});

it("keeps what was given in the workflow where that is wanted, as one step of undo", async () => {
  await open();
  fill("topic", "owls");
  fill("Towns", "Bern");
  fireEvent.click(screen.getByRole("switch", { name: "Keep in the workflow" }));
  fireEvent.click(screen.getByRole("button", { name: /^Run/ }));
  await waitFor(() => expect(starts()).toHaveLength(2));
  expect(lastStart().inputs).toEqual({});
  expect(valuesOf("a")).toMatchObject({ values: { topic: "owls", tone: "" } });
  expect(valuesOf("b")).toMatchObject({ values: { topic: "owls" } });
  expect(valuesOf("l")).toMatchObject({ text: "Bern" });
  act(() => workflowStore.getState().undo());
  expect(workflowStore.getState().workflow?.nodes).toEqual(document.nodes);
});

it("does not start without what a node cannot do without, and leads there", async () => {
  await open();
  fireEvent.click(screen.getByRole("button", { name: /^Run/ }));
  await screen.findByText("Write at least one item.");
  expect(window.document.activeElement).toBe(field("Towns"));
  expect(starts()).toHaveLength(1);
});

it("leaves everything as it was when it is cancelled", async () => {
  await open();
  fill("topic", "owls");
  fireEvent.click(screen.getByRole("button", { name: "Cancel" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect([starts().length, runStore.getState().startError]).toEqual([1, null]);
  expect(workflowStore.getState().workflow).toBe(document);
});

it("does not ask while something stands in the way that no value mends", async () => {
  faults = [...faults, noModel];
  render(<Page />);
  await act(() => startRun());
  expect(runStore.getState()).toMatchObject({ asked: null, startError: { code: "invalid_workflow" } });
});
