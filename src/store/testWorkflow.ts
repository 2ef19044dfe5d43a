import type { Workflow, WorkflowEdge, WorkflowNode } from "@/types/workflow";

/** Documents for tests, said in few words. */
export function prompt(id: string, text = ""): WorkflowNode {
  return { id, type: "prompt", data: { text } };
}

export function llm(id: string, data: Record<string, unknown> = {}): WorkflowNode {
  return { id, type: "llmGenerate", data: { provider: "openai-auth", model: "gpt-test", ...data } };
}

/** A wire written as `wire("a.text", "b.prompt")`. */
export function wire(from: string, to: string): WorkflowEdge {
  const [sourceNode = "", sourcePort = ""] = from.split(".");
  const [targetNode = "", targetPort = ""] = to.split(".");
  return {
    id: `${sourceNode}-${targetNode}`,
    source: { node: sourceNode, port: sourcePort },
    target: { node: targetNode, port: targetPort },
  };
}

export function workflow(nodes: WorkflowNode[], edges: WorkflowEdge[] = [], revision = 1): Workflow {
  const places = nodes.map((node, index) => [node.id, { x: index * 300, y: 0 }] as const);
  return {
    format: "patchbay/workflow",
    version: 1,
    id: "wf_test",
    name: "Test",
    revision,
    nodes,
    edges,
    layout: { nodes: Object.fromEntries(places), groups: [] },
  };
}
