import type { ShownPorts } from "@/store/nodePorts";
import { own } from "@/types/own";

/**
 * Where ports sit on their node, in canvas pixels. It follows from the data alone, so that wires of a large document
 * can be drawn without measuring a single node.
 */

export const HEADER_HEIGHT = 38;
export const PORT_SIZE = 12;
/** Height of one line that names a placeholder of a prompt. */
export const PLACEHOLDER_ROW = 28;

const STEP = 30;

interface KindLayout {
  width: number;
  /** Used until the node has been measured once. */
  height: number;
  /** Centre of the first input and of the first output, from the top. */
  firstInput: number;
  firstOutput: number;
  /** An input that most people never use: it sits in the title bar and shows when it is wanted. */
  quietInput?: string;
}

const plain: KindLayout = { width: 264, height: 120, firstInput: 64, firstOutput: 64 };

const kinds: Record<string, KindLayout> = {
  prompt: { ...plain, height: 116, firstInput: HEADER_HEIGHT + 8 + PLACEHOLDER_ROW / 2, quietInput: "data" },
  imageInput: { ...plain, height: 206, firstOutput: 110 },
  llmGenerate: { ...plain, height: 190, firstInput: 104, firstOutput: 104, quietInput: "system" },
  list: { ...plain, height: 130 },
  fileInput: { ...plain, height: 130 },
  compare: { ...plain, height: 160, quietInput: "system" },
  join: { ...plain, height: 128 },
  jsonExtract: { ...plain, height: 100 },
  condition: { ...plain, height: 150 },
  output: { ...plain, width: 320, height: 130 },
  note: { ...plain, width: 240, height: 110 },
};

export function layoutOf(type: string): KindLayout {
  return own(kinds, type) ?? plain;
}

export interface PortPlace {
  name: string;
  /** Centre, from the top of the node. */
  y: number;
  quiet: boolean;
}

/** The places of a node's ports, in the order of the ports. */
export function placePorts(type: string, ports: ShownPorts): { inputs: PortPlace[]; outputs: PortPlace[] } {
  const { firstInput, firstOutput, quietInput } = layoutOf(type);
  const step = type === "prompt" ? PLACEHOLDER_ROW : STEP;
  let next = firstInput;
  const inputs = ports.inputs.map(({ name }) => {
    if (name === quietInput) return { name, y: HEADER_HEIGHT / 2, quiet: true };
    const y = next;
    next += step;
    return { name, y, quiet: false };
  });
  const outputs = ports.outputs.map(({ name }, index) => ({ name, y: firstOutput + index * STEP, quiet: false }));
  return { inputs, outputs };
}

/** The least height of a node that has room for all of its ports. */
export function minHeight(type: string, ports: ShownPorts): number {
  const { inputs, outputs } = placePorts(type, ports);
  return Math.max(HEADER_HEIGHT + 40, ...[...inputs, ...outputs].map((place) => place.y + PORT_SIZE + 8));
}
