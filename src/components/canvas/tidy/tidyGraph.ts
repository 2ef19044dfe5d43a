import type { ElkNode } from "elkjs/lib/elk-api";
import { samplesOf, wireCurves } from "@/components/board/wirePath";
import type { Places } from "@/store/arrange";
import type { Box } from "@/store/boxes";
import type { Point } from "@/store/documentEdits";

/** What tidying looks at: boxes as they are on the screen, in canvas pixels, and what lies between them. */
export interface TidyInput {
  nodes: TidyNode[];
  wires: TidyWire[];
  /** Nodes that stay together, by their ids; a node is in one group at most. */
  groups: { id: string; nodes: string[] }[];
}

export interface TidyNode extends Box {
  id: string;
  /** Centres of the ports, from the top of the node: the order of these is kept, and wires are led straight. */
  inputs: { name: string; y: number }[];
  outputs: { name: string; y: number }[];
}

export interface TidyWire {
  id: string;
  source: { node: string; port: string };
  target: { node: string; port: string };
}

/** Where tidied nodes stand, and the points of wires that would be hidden behind one on their direct way. */
export interface Tidied {
  places: Places;
  points: Record<string, Point[]>;
}

/** Space between columns has room for the bends of wires; between rows for the names of ports. In canvas pixels. */
const COLUMN_GAP = "96";
const ROW_GAP = "44";
const FLOW_GAP = "88";
const WIRE_GAP = "28";
/** Room of a group for its title above, and around its nodes. */
const GROUP_PADDING = "[top=64,left=28,bottom=28,right=28]";

const rootOptions = {
  "elk.algorithm": "layered",
  "elk.direction": "RIGHT",
  "elk.layered.spacing.nodeNodeBetweenLayers": COLUMN_GAP,
  "elk.spacing.nodeNode": ROW_GAP,
  "elk.spacing.componentComponent": FLOW_GAP,
  "elk.spacing.edgeNode": WIRE_GAP,
  "elk.edgeRouting": "POLYLINE",
  "org.eclipse.elk.json.edgeCoords": "ROOT",
};

/** What makes small graphs better and takes minutes for large ones. */
const fineOptions = {
  "elk.layered.nodePlacement.strategy": "NETWORK_SIMPLEX",
  // What stood above stays above where the flow leaves it open.
  "elk.layered.considerModelOrder.strategy": "NODES_AND_EDGES",
};
const coarseOptions = { "elk.layered.nodePlacement.strategy": "BRANDES_KOEPF" };

/** Nodes, and wires, up to which the finer options are quick. */
const FINE_UP_TO = 150;

function optionsFor({ nodes, wires, groups }: TidyInput): Record<string, string> {
  const isSmall = nodes.length <= FINE_UP_TO && wires.length <= FINE_UP_TO;
  return {
    ...rootOptions,
    ...(isSmall ? fineOptions : coarseOptions),
    // Flows that do not touch are packed beside each other only where no wire leads into a group.
    "elk.hierarchyHandling": groups.length > 0 ? "INCLUDE_CHILDREN" : "SEPARATE_CHILDREN",
  };
}

/** The graph for ELK: nodes in the order in which they stand from above. */
export function toElkGraph(input: TidyInput): ElkNode {
  const { nodes, wires, groups } = input;
  const ordered = nodes.toSorted((a, b) => a.y - b.y || a.x - b.x);
  const groupOf = new Map(groups.flatMap(({ id, nodes: members }) => members.map((node) => [node, id] as const)));
  const loose = ordered.filter(({ id }) => !groupOf.has(id)).map(toElkNode);
  const grouped = groups.map(({ id }) => ({
    id: groupId(id),
    layoutOptions: { "elk.padding": GROUP_PADDING },
    children: ordered.filter((node) => groupOf.get(node.id) === id).map(toElkNode),
  }));
  const known = new Set(nodes.map(({ id }) => id));
  const between = wires.filter(({ source, target }) => known.has(source.node) && known.has(target.node));
  return {
    id: "root",
    layoutOptions: optionsFor(input),
    children: [...loose, ...grouped.filter(({ children }) => children.length > 0)],
    edges: between.map(({ id, source, target }) => ({
      id,
      sources: [portId(source.node, "out", source.port)],
      targets: [portId(target.node, "in", target.port)],
    })),
  };
}

function toElkNode({ id, width, height, inputs, outputs }: TidyNode): ElkNode {
  const port = (side: "in" | "out", { name, y }: { name: string; y: number }): ElkNode => ({
    id: portId(id, side, name),
    width: 0,
    height: 0,
    x: side === "in" ? 0 : width,
    y,
    layoutOptions: { "elk.port.side": side === "in" ? "WEST" : "EAST" },
  });
  return {
    id,
    width,
    height,
    layoutOptions: { "elk.portConstraints": "FIXED_POS" },
    ports: [...inputs.map((each) => port("in", each)), ...outputs.map((each) => port("out", each))],
  };
}

const portId = (node: string, side: "in" | "out", port: string) => `${node} ${side} ${port}`;
// No node can have such an id.
const groupId = (group: string) => `group ${group}`;

/** What ELK found, in whole pixels: the upper left corner of all nodes stays where it was. */
export function fromElkGraph(laid: ElkNode, input: TidyInput): Tidied {
  const found = placesIn(laid);
  const before = cornerOf(input.nodes);
  const after = cornerOf([...found.values()]);
  const shift = ({ x, y }: Point): Point => ({
    x: Math.round(x + before.x - after.x),
    y: Math.round(y + before.y - after.y),
  });
  const places = Object.fromEntries(Array.from(found, ([id, place]) => [id, shift(place)]));
  const boxes = input.nodes.map((node) => ({ ...node, ...places[node.id] }));
  const points = (laid.edges ?? []).flatMap(({ id, sources, targets, sections: [way] = [] }) => {
    const bends = way?.bendPoints?.map(shift) ?? [];
    if (way === undefined || bends.length === 0) return [];
    const ends = new Set([...sources, ...targets].map((port) => port.split(" ")[0]));
    const isHidden = isBehind(
      shift(way.startPoint),
      shift(way.endPoint),
      boxes.filter((box) => !ends.has(box.id)),
    );
    return isHidden ? [[id, bends] as const] : [];
  });
  return { places, points: Object.fromEntries(points) };
}

function placesIn(laid: ElkNode): Map<string, Point> {
  const found = new Map<string, Point>();
  const collect = (parts: readonly ElkNode[] = [], offset: Point) => {
    for (const { id, x = 0, y = 0, children } of parts) {
      const place = { x: offset.x + x, y: offset.y + y };
      if (children === undefined) found.set(id, place);
      else collect(children, place);
    }
  };
  collect(laid.children, { x: 0, y: 0 });
  return found;
}

/** Whether a wire would run behind one of these boxes on its direct way. */
function isBehind(from: Point, to: Point, boxes: readonly Box[]): boolean {
  const samples = samplesOf(wireCurves(from, to, []));
  const [top, bottom] = [Math.min(from.y, to.y), Math.max(from.y, to.y)];
  const near = boxes.filter(({ y, height }) => y <= bottom && y + height >= top);
  return samples.some(({ x, y }) =>
    near.some((box) => x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height),
  );
}

function cornerOf(points: readonly Point[]): Point {
  return points.reduce(({ x, y }, point) => ({ x: Math.min(x, point.x), y: Math.min(y, point.y) }), {
    x: Number.POSITIVE_INFINITY,
    y: Number.POSITIVE_INFINITY,
  });
}
