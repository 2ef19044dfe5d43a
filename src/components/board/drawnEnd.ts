import type { Endpoint } from "@/types/workflow";

/**
 * A collapsed group is a node of the canvas that the document does not have, with the ports of its nodes. Its names are
 * made of signs that no id of a document has, so that each end on the canvas can be read back.
 */
const GROUP = "group:";

/** The id of the node of the canvas that a collapsed group is drawn as. */
export function groupNodeId(group: string): string {
  return `${GROUP}${group}`;
}

/** The name of a port of a collapsed group, by the end in the document that it stands for. */
export function groupPort({ node, port }: Endpoint): string {
  return `${node}.${port}`;
}

/** The end in the document that a port on the canvas stands for. */
export function endAt(nodeId: string, handle: string | null | undefined): Endpoint {
  const port = handle ?? "";
  const dot = port.indexOf(".");
  if (!nodeId.startsWith(GROUP) || dot < 0) return { node: nodeId, port };
  return { node: port.slice(0, dot), port: port.slice(dot + 1) };
}
