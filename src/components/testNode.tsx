import { act, render } from "@testing-library/react";
import { type NodeProps, ReactFlowProvider } from "@xyflow/react";
import type { ReactNode } from "react";
import { SWRConfig } from "swr";
import type { WorkflowNode } from "@/types/workflow";
import { NodeLooks } from "./board/nodeLooks";
import { lookOf, nodeViews } from "./kinds/nodeViews";

/** What the canvas tells a node that it draws. */
export function nodeProps(id: string, type: string): NodeProps {
  const state = { data: {}, selected: false, dragging: false, zIndex: 0, positionAbsoluteX: 0, positionAbsoluteY: 0 };
  return { id, type, ...state, selectable: true, deletable: true, draggable: true, isConnectable: true };
}

/** Draws what needs a canvas around it, with answers of the server that no other test has seen. */
export async function renderOnCanvas(children: ReactNode): Promise<void> {
  await act(async () => {
    render(
      <SWRConfig value={{ provider: () => new Map() }}>
        <ReactFlowProvider>
          <NodeLooks value={lookOf}>{children}</NodeLooks>
        </ReactFlowProvider>
      </SWRConfig>,
    );
  });
}

/** The node and its settings, as canvas and panel draw them; it must be in the workflow that is open. */
export async function drawNode(node: WorkflowNode): Promise<void> {
  const { Near, Fields } = nodeViews[node.type as keyof typeof nodeViews]; // the kinds are known in tests
  await renderOnCanvas(
    <>
      <Near {...nodeProps(node.id, node.type)} />
      <Fields node={node} />
    </>,
  );
}
