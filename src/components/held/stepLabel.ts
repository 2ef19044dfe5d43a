import { held as words } from "@/components/messages/held";
import type { RunStep } from "@/types/run";

/** For which item, in which round; empty for a node that ran once. */
export function stepLabel({ item, round }: RunStep): string {
  const parts = [
    ...(item === undefined ? [] : [words.trail.item(item + 1)]),
    ...(round === undefined ? [] : [words.trail.round(round)]),
  ];
  return parts.join(" · ");
}
