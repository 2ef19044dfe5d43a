import { Palette } from "@/components/canvas/Palette";
import { useAddNode } from "@/components/canvas/useAddNode";

/** The palette where there is no canvas: a new node stands where there is room. */
export function PhonePalette() {
  return <Palette onAdd={useAddNode()} />;
}
