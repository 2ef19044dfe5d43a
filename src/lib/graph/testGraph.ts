import type { WorkflowEdge, WorkflowGraph } from "@/types/workflow";
import type { NodePorts, PortsOf } from "./ports";

/**
 * Ports for tests of the graph alone: `source → out`, `in → middle → out`, `in → sink`, `in (many) → join → out`;
 * a `fork` has a picture port before each of its text ports.
 */
const kinds: Record<string, NodePorts> = {
  source: { inputs: [], outputs: [{ name: "out", type: "text" }] },
  image: { inputs: [], outputs: [{ name: "out", type: "image" }] },
  middle: { inputs: [{ name: "in", type: "text" }], outputs: [{ name: "out", type: "text" }] },
  needy: {
    inputs: [{ name: "in", type: "text", required: true, label: "Text" }],
    outputs: [{ name: "out", type: "text" }],
  },
  sink: { inputs: [{ name: "in", type: "any" }], outputs: [] },
  fork: {
    inputs: [
      { name: "picture", type: "image" },
      { name: "in", type: "text" },
    ],
    outputs: [
      { name: "picture", type: "image" },
      { name: "out", type: "text" },
    ],
  },
  join: { inputs: [{ name: "in", type: "text", many: true }], outputs: [{ name: "out", type: "text" }] },
};

export const portsOf: PortsOf = (node) => kinds[node.type] ?? { inputs: [], outputs: [] };

/** `"a>b"` is a wire from a's `out` to b's `in`. */
export function edge(arrow: string): WorkflowEdge {
  const [source = "", target = ""] = arrow.split(">");
  return { id: `${source}-${target}`, source: { node: source, port: "out" }, target: { node: target, port: "in" } };
}

/** Nodes as `"id:kind"`, wires as `"a>b"`. */
export function graphOf(nodes: string[], arrows: string[]): WorkflowGraph {
  return {
    nodes: nodes.map((node) => {
      const [id = "", type = ""] = node.split(":");
      return { id, type, data: {} };
    }),
    edges: arrows.map(edge),
  };
}
