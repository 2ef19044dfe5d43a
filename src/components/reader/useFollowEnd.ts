import { useLayoutEffect, useRef } from "react";
import { FOLLOW_PX } from "@/components/nodes/ArrivingText";

/** Keeps a page at its end while its text grows, as long as it is there; a reader who is elsewhere in it stays there. */
export function useFollowEnd(scroller: HTMLElement | null, text: string, isGrowing: boolean): void {
  /** Of all of it, when it was last looked at. */
  const height = useRef<number | undefined>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when text has arrived
  useLayoutEffect(() => {
    const before = height.current;
    height.current = isGrowing ? scroller?.scrollHeight : undefined;
    if (scroller === null || before === undefined || !isGrowing) return;
    const seenTo = scroller.scrollTop + scroller.clientHeight;
    if (seenTo >= before - FOLLOW_PX) scroller.scrollTop = scroller.scrollHeight;
  }, [scroller, text, isGrowing]);
}
