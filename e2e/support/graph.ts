import type { Page } from "playwright-core";
import type { NodeGroup, Workflow, WorkflowEdge, WorkflowNode } from "@/types/workflow";
import { callApi } from "./api";
import type { TestApp } from "./app";
import { runButton } from "./canvas";

export type NodeSketch = Omit<WorkflowNode, "title"> & { title: string; at: [x: number, y: number] };

export interface GraphSketch {
  name?: string;
  nodes: NodeSketch[];
  /** Wires as `draft.text > result.value`. */
  wires?: string[];
  groups?: NodeGroup[];
  zoom?: number;
}

export const planModel = { provider: "openai-auth", model: "gpt-6-sol" };

/** Puts a document where Patchbay keeps it. Returns its id. */
export async function addGraph(app: TestApp, sketch: GraphSketch): Promise<string> {
  return (await callApi<{ id: string }>(app, "POST", "/api/workflows", sketchDocument(sketch))).id;
}

/** A document without an id, which the server gives. */
export function sketchDocument({ name = "Test graph", nodes, wires = [], groups = [], zoom = 1 }: GraphSketch) {
  return {
    format: "patchbay/workflow",
    version: 1,
    name,
    nodes: nodes.map(({ at: _, ...node }) => node),
    edges: wires.map(toEdge),
    layout: {
      nodes: Object.fromEntries(nodes.map(({ id: node, at: [x, y] }) => [node, { x, y }])),
      groups,
      viewport: { x: 0, y: 0, zoom },
    },
  };
}

/** A document as a person left it, opened in `page`. Returns its id. */
export async function openGraph(app: TestApp, page: Page, sketch: GraphSketch): Promise<string> {
  const id = await addGraph(app, sketch);
  await page.goto(`${app.url}/?workflow=${id}`);
  await runButton(page).waitFor();
  await page.locator(".react-flow__pane").waitFor();
  return id;
}

export function readGraph(app: TestApp, id: string): Promise<Workflow> {
  return callApi<Workflow>(app, "GET", `/api/workflows/${id}`);
}

/** Prompt, answer, output: the smallest graph that does something. Ids `ask`, `answer`, `result`. */
export function threeNodes(prompt: string, model: Record<string, unknown> = planModel): GraphSketch {
  return {
    nodes: [
      { id: "ask", type: "prompt", title: "Question", at: [60, 160], data: { text: prompt } },
      { id: "answer", type: "llmGenerate", title: "Answer", at: [420, 120], data: { ...model } },
      { id: "result", type: "output", title: "Result", at: [800, 160], data: { name: "result" } },
    ],
    wires: ["ask.text > answer.prompt", "answer.text > result.value"],
  };
}

function toEdge(wire: string, index: number): WorkflowEdge {
  const [from = "", to = ""] = wire.split(" > ");
  const [sourceNode = "", sourcePort = ""] = from.split(".");
  const [targetNode = "", targetPort = ""] = to.split(".");
  return {
    id: `w${index}`,
    source: { node: sourceNode, port: sourcePort },
    target: { node: targetNode, port: targetPort },
  };
}
