import type { ShownPorts } from "@/store/nodePorts";

/**
 * Where ports sit on their node, in canvas pixels. It follows from the data alone, so that wires of a large document
 * can be drawn without measuring a single node.
 */

export const HEADER_HEIGHT = 38;
export const PORT_SIZE = 12;
/** Height of one line that names a placeholder of a prompt. */
export const PLACEHOLDER_ROW = 28;

const STEP = 30;

export interface PortLayout {
  width: number;
  /** Used until the node has been measured once. */
  height: number;
  /** Centre of the first input and of the first output, from the top. */
  firstInput: number;
  firstOutput: number;
  /** An input that is of little use alone: while no other stands above it, it sits in the title bar, hidden until wanted. */
  quietInput?: string;
  /** From one input to the next; 30 if absent. */
  inputStep?: number;
}

export const plainLayout: PortLayout = { width: 264, height: 120, firstInput: 64, firstOutput: 64 };

export interface PortPlace {
  name: string;
  /** Centre, from the top of the node. */
  y: number;
  quiet: boolean;
}

/** The places of a node's ports, in the order of the ports. */
export function placePorts(layout: PortLayout, ports: ShownPorts): { inputs: PortPlace[]; outputs: PortPlace[] } {
  const { firstInput, firstOutput, quietInput, inputStep = STEP } = layout;
  let next = firstInput;
  const isAlone = ports.inputs.every(({ name, missing }) => name === quietInput || missing);
  const inputs = ports.inputs.map(({ name }) => {
    if (name === quietInput && isAlone) return { name, y: HEADER_HEIGHT / 2, quiet: true };
    const y = next;
    next += inputStep;
    return { name, y, quiet: false };
  });
  const outputs = ports.outputs.map(({ name }, index) => ({ name, y: firstOutput + index * STEP, quiet: false }));
  return { inputs, outputs };
}

/** The least height of a node that has room for all of its ports. */
export function minHeight(layout: PortLayout, ports: ShownPorts): number {
  const { inputs, outputs } = placePorts(layout, ports);
  return Math.max(HEADER_HEIGHT + 40, ...[...inputs, ...outputs].map((place) => place.y + PORT_SIZE + 8));
}
