import type { WorkflowEdge, WorkflowNode } from "@/types/workflow";

const COLUMNS = 40;
/** Room for a node, in canvas pixels. */
const [STEP_X, STEP_Y] = [320, 260];

export const keyModel = { provider: "openai", model: "gpt-5.5" };

interface Drawing {
  nodes: WorkflowNode[];
  edges: WorkflowEdge[];
  places: Record<string, { x: number; y: number }>;
}

/** Pairs of a prompt and a model that is wired to it, in rows. */
export function drawPairs(nodeCount: number, textOf = (id: string) => `Write about ${id}.`): Drawing {
  const drawing: Drawing = { nodes: [], edges: [], places: {} };
  for (let index = 0; index < nodeCount; index++) {
    const id = `n${index}`;
    const isModel = index % 2 === 1;
    drawing.nodes.push(isModel ? toModel(id) : { id, type: "prompt", title: id, data: { text: textOf(id) } });
    drawing.places[id] = { x: (index % COLUMNS) * STEP_X, y: Math.floor(index / COLUMNS) * STEP_Y };
    if (isModel) drawing.edges.push(toWire(`n${index - 1}`, id));
  }
  return drawing;
}

/** One prompt and a model on it for each of these settings. */
export function drawStreams(prompt: string, models: Record<string, unknown>[]): Drawing {
  const nodes: WorkflowNode[] = [{ id: "ask", type: "prompt", data: { text: prompt } }];
  const drawing: Drawing = { nodes, edges: [], places: { ask: { x: 0, y: 0 } } };
  for (const [index, data] of models.entries()) {
    const id = `m${index}`;
    drawing.nodes.push(toModel(id, data));
    drawing.places[id] = { x: STEP_X * (1 + (index % 5)), y: STEP_Y * Math.floor(index / 5) };
    drawing.edges.push(toWire("ask", id));
  }
  return drawing;
}

/** Saves it in the app, seen at this zoom from its upper left corner; returns its id. */
export async function saveDrawing(appUrl: string, { nodes, edges, places }: Drawing, zoom: number): Promise<string> {
  const response = await fetch(`${appUrl}/api/workflows`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      format: "patchbay/workflow",
      version: 1,
      name: `Bench ${nodes.length}`,
      nodes,
      edges,
      layout: { nodes: places, groups: [], viewport: { x: 40, y: 80, zoom } },
    }),
  });
  if (!response.ok) throw new Error(`The document was refused: ${await response.text()}`);
  const { id } = await response.json();
  return String(id);
}

function toModel(id: string, data: Record<string, unknown> = keyModel): WorkflowNode {
  return { id, type: "llmGenerate", title: id, data };
}

function toWire(source: string, target: string): WorkflowEdge {
  return { id: `w-${target}`, source: { node: source, port: "text" }, target: { node: target, port: "prompt" } };
}
