import { canvas as words } from "@/components/messages/canvas";
import { type ConnectCheck, checkConnection } from "@/lib/graph/connect";
import { nodeById } from "@/store/graphIndex";
import { cachedPortsOf } from "@/store/nodePorts";
import { workflowStore } from "@/store/useWorkflow";
import type { Endpoint } from "@/types/workflow";
import { useCanvasUi } from "./canvasUi";

/**
 * Whether a wire may be drawn in the open document. A single input that is taken gives up its wire for the new one; a
 * wire that is being pulled elsewhere counts as gone.
 */
export function checkWire(source: Endpoint, target: Endpoint): ConnectCheck {
  const { workflow } = workflowStore.getState();
  if (workflow === null) return { ok: false, reason: "unknown-node" };
  const { reconnecting } = useCanvasUi.getState();
  const { nodes } = workflow;
  const edges = reconnecting === null ? workflow.edges : workflow.edges.filter(({ id }) => id !== reconnecting);
  const check = checkConnection({ nodes, edges }, cachedPortsOf, source, target);
  if (check.ok || check.reason !== "input-taken") return check;
  const isElsewhere = (end: Endpoint) => end.node !== target.node || end.port !== target.port;
  const others = edges.filter((edge) => isElsewhere(edge.target));
  return checkConnection({ nodes, edges: others }, cachedPortsOf, source, target);
}

/** Why not, in words. */
export function refusalText(check: ConnectCheck, source: Endpoint, target: Endpoint): string | undefined {
  if (check.ok) return undefined;
  if (check.reason !== "type-mismatch") return words.refusals[check.reason];
  const gives = portType(source, "outputs");
  const takes = portType(target, "inputs");
  if (gives === undefined || takes === undefined) return words.refusals["type-mismatch"];
  return words.mismatch(words.types[gives], words.types[takes]);
}

function portType(end: Endpoint, side: "inputs" | "outputs") {
  const { workflow } = workflowStore.getState();
  const node = workflow === null ? undefined : nodeById(workflow.nodes, end.node);
  return node && cachedPortsOf(node)[side].find((port) => port.name === end.port)?.type;
}
