import { Handle, Position, useConnection } from "@xyflow/react";
import type { MouseEvent } from "react";
import { checkWire } from "@/components/board/checkWire";
import { endAt } from "@/components/board/drawnEnd";
import { PORT_SIZE } from "@/components/board/portLayout";
import { portText } from "@/components/board/portText";
import { canvas as canvasWords } from "@/components/messages/canvas";
import { nodes as words } from "@/components/messages/nodes";
import { cx } from "@/components/ui/cx";
import { edgesInto } from "@/store/graphIndex";
import type { ShownPort } from "@/store/nodePorts";
import { useMay } from "@/store/person";
import { workflowStore } from "@/store/useWorkflow";
import { PortShape } from "./PortShape";

export interface PortHandleProps {
  nodeId: string;
  port: ShownPort;
  /** Its name on the canvas, where it is drawn on another node than its own. */
  id?: string;
  side: "input" | "output";
  /** Centre, from the top of the node, in canvas pixels. */
  y: number;
  /** Seldom used: hidden until the node is hovered, selected or being connected to. */
  quiet?: boolean;
  wired: boolean;
  /** A list goes through it, or it takes one. */
  list: boolean;
}

/** A port that wires can be drawn from and to: colour and shape tell its type, a second ring tells a list. */
export function PortHandle({ nodeId, port, id, side, y, quiet, wired, list }: PortHandleProps) {
  const isInput = side === "input";
  const mayEdit = useMay("editor");
  const fit = useFit(nodeId, port.name, side);
  const label = portText(port);
  const name = isInput ? words.input(label) : words.output(label);
  const type = list ? words.listOf(canvasWords.types[port.type]) : canvasWords.types[port.type];
  return (
    <Handle
      id={id ?? port.name}
      type={isInput ? "target" : "source"}
      position={isInput ? Position.Left : Position.Right}
      isConnectable={!port.missing && mayEdit}
      aria-label={port.missing ? words.missingPort(label) : `${name}, ${type}`}
      data-fit={fit}
      className={cx("port", quiet && !wired && "port-quiet", port.missing && "port-missing")}
      style={{ top: y, width: PORT_SIZE, height: PORT_SIZE }}
      onMouseDownCapture={
        mayEdit && isInput && wired && !port.many ? (event) => pickUpWire(event, nodeId, port.name) : undefined
      }
    >
      <PortShape type={port.type} list={list} missing={port.missing} />
      <span className={cx("port-label", isInput ? "right-full mr-1.5" : "left-full ml-1.5")}>{label}</span>
    </Handle>
  );
}

/**
 * A press on an input that can have one wire takes hold of that wire's end, which React Flow offers beside the port
 * only.
 */
function pickUpWire(event: MouseEvent, nodeId: string, port: string): void {
  const edges = workflowStore.getState().workflow?.edges ?? [];
  const wire = edgesInto(edges, nodeId).find(({ target }) => target.port === port);
  const end = wire && document.querySelector(`.react-flow__edge[data-id="${wire.id}"] .react-flow__edgeupdater-target`);
  if (event.button !== 0 || !end) return;
  event.stopPropagation();
  const { clientX, clientY, button } = event;
  end.dispatchEvent(new window.MouseEvent("mousedown", { bubbles: true, button, clientX, clientY }));
}

/** While a wire is being drawn: whether it could end here. */
function useFit(node: string, port: string, side: "input" | "output"): "origin" | "yes" | "no" | undefined {
  // A string, so that the handle renders again when the drawing starts and ends, not at every step of the pointer.
  const origin = useConnection((connection) => {
    if (!connection.inProgress) return undefined;
    const { nodeId, id, type } = connection.fromHandle;
    return `${type}\n${nodeId}\n${id}`;
  });
  if (origin === undefined) return undefined;
  const [type, fromNode = "", fromPort = ""] = origin.split("\n");
  const from = endAt(fromNode, fromPort);
  if (from.node === node && from.port === port) return "origin";
  if ((type === "source") !== (side === "input")) return "no";
  const here = { node, port };
  const check = type === "source" ? checkWire(from, here) : checkWire(here, from);
  return check.ok ? "yes" : "no";
}
