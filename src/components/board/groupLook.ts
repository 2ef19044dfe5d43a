import type { CSSProperties } from "react";
import { type Box, boundsOf } from "@/store/boxes";
import type { NodeGroup } from "@/types/workflow";

/** The tokens of a group's colours, without their `--color-`. */
const tokens = {
  grey: "ink-3",
  blue: "kind-source",
  green: "ok",
  amber: "waiting",
  pink: "kind-output",
} as const satisfies Record<NonNullable<NodeGroup["colour"]>, string>;

export function groupToken(colour: NodeGroup["colour"]): string {
  return tokens[colour ?? "grey"];
}

/** What canvas.css draws a group with. */
export function groupStyle(colour: NodeGroup["colour"]): CSSProperties {
  return { "--group": `var(--color-${groupToken(colour)})` } as CSSProperties;
}

/** Between the nodes of a group and its frame, and what its title takes above them, in canvas pixels. */
const PAD = 20;
const HEAD = 52;

/** The frame of a group around the boxes of its nodes. */
export function frameAround(boxes: readonly Box[]): Box | undefined {
  const bounds = boundsOf(boxes);
  if (bounds === undefined) return undefined;
  const { x, y, width, height } = bounds;
  return { x: x - PAD, y: y - HEAD, width: width + 2 * PAD, height: height + HEAD + PAD };
}
