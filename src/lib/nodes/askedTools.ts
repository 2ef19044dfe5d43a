import type { WorkflowNode } from "@/types/workflow";

/**
 * The nodes with approvals of tools set back: a document from elsewhere does not say that tools act here without a
 * question. One that asks before every call goes on doing so.
 */
export function withToolsAsked<Node extends Pick<WorkflowNode, "data">>(nodes: readonly Node[]): Node[] {
  return nodes.map((node) => {
    const { tools } = node.data;
    if (!Array.isArray(tools) || !tools.some(actsUnasked)) return node;
    const asked = tools.map((tool: unknown) => (actsUnasked(tool) ? { ...tool, approval: "ask" } : tool));
    return { ...node, data: { ...node.data, tools: asked } };
  });
}

function actsUnasked(tool: unknown): tool is { approval: "never" } {
  return typeof tool === "object" && tool !== null && "approval" in tool && tool.approval === "never";
}
