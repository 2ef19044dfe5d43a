import { nodeTypes } from "@/components/kinds/nodeViews";
import { fits, type Port } from "@/lib/graph/ports";
import { type NodeType, nodeKinds, portsOf } from "@/lib/nodes/nodeKinds";
import { cachedPortsOf } from "@/store/nodePorts";
import { workflowStore } from "@/store/useWorkflow";
import { best, type Passage, passageFor, portsOfWire } from "@/store/wireInsert";

type Data = Record<string, unknown>;

/** What a new node of a kind starts with, beside the defaults of its kind. */
export type NewData = (type: string) => Data;

/** A prompt has no text input of its own yet: it gets a place for what the wire brings. */
const promptForWire = { text: "{{input}}\n" };

function dataFor(type: NodeType, carried: Port, newData: NewData): Data {
  const extra = type === "prompt" && carried.type === "text" ? promptForWire : {};
  return { ...nodeKinds[type].defaults(), ...newData(type), ...extra };
}

export interface EndChoice {
  type: NodeType;
  /** The port of the new node that the wire ends in. */
  port: string;
  data: Data;
}

/** The kinds that take what a wire brings, or give what it is to bring. */
export function endChoices(carried: Port, isForward: boolean, newData: NewData): EndChoice[] {
  return nodeTypes.flatMap((type) => {
    const data = isForward ? dataFor(type, carried, newData) : { ...nodeKinds[type].defaults(), ...newData(type) };
    const { inputs, outputs } = portsOf({ type, data });
    const fitting = isForward
      ? inputs.filter((port) => fits(carried, port))
      : outputs.filter((port) => fits(port, carried));
    const port = best(fitting, carried)?.name;
    return port === undefined ? [] : [{ type, port, data }];
  });
}

export interface PassageChoice {
  type: NodeType;
  passage: Passage;
  data: Data;
}

/** How a new node of a kind would stand in a wire of the open document; undefined where it does not fit. */
export function passageChoice(
  edgeId: string,
  type: NodeType,
  data: Data | undefined,
  newData: NewData,
): PassageChoice | undefined {
  const { workflow } = workflowStore.getState();
  const edge = workflow?.edges.find(({ id }) => id === edgeId);
  const ends = workflow && edge && portsOfWire(workflow, edge, cachedPortsOf);
  if (!ends) return undefined;
  const whole = data === undefined ? dataFor(type, ends.output, newData) : { ...nodeKinds[type].defaults(), ...data };
  const passage = passageFor(ends.output, ends.input, portsOf({ type, data: whole }));
  return passage && { type, passage, data: whole };
}

/** The kinds that can stand in a wire. */
export function passageChoices(edgeId: string, newData: NewData): PassageChoice[] {
  return nodeTypes.flatMap((type) => passageChoice(edgeId, type, undefined, newData) ?? []);
}
