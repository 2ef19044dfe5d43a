import { numberText, plural } from "@/components/language/locale";
import type { Alignment } from "@/store/arrange";

/** Words for lining up nodes, and for wires that are led by hand. */
export const arrange = {
  menu: "Arrange",
  align: {
    left: "Align left",
    centre: "Align centres",
    right: "Align right",
    top: "Align tops",
    middle: "Align middles",
    bottom: "Align bottoms",
  } satisfies Record<Alignment, string>,
  distributeAcross: "Spread across",
  distributeDown: "Spread down",
  snap: "Snap to the grid",
  tidy: "Tidy up",
  tidying: "Tidying up…",
  stopTidying: "Stop",
  tidyFailed: "Tidying up did not work. Your nodes stand as before.",
  wireTools: "What can be done with this wire",
  insert: "Insert a node…",
  addPoint: "Add a point",
  removeWire: "Remove the wire",
  point: (index: number, count: number) => `Point ${index} of ${count} of the wire. Arrow keys move it.`,
  takeOut: "Take out and keep the wires",
  lostWires: (count: number) =>
    plural(count, {
      one: "One wire is gone: nothing that came in fits where it led.",
      other: `${numberText(count)} wires are gone: nothing that came in fits where they led.`,
    }),
} as const;
