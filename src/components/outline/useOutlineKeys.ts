import type { Virtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useState } from "react";
import { focusNode } from "@/components/board/focusNode";
import { workflowActions } from "@/store/useWorkflow";
import { toggleGroup } from "./GroupRow";
import type { OutlineRow } from "./outlineRows";

/** How many lines each key goes on. */
const steps: Record<string, number> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 10,
  PageUp: -10,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/** The line that Tab leads to, and the arrows that go from line to line; right and left open and close. */
export function useOutlineKeys(rows: readonly OutlineRow[], virtual: Virtualizer<HTMLElement, Element>) {
  const [chosen, setChosen] = useState<string>();
  const current = Math.max(
    0,
    rows.findIndex(({ id }) => id === chosen),
  );
  const goTo = (index: number) => {
    const next = Math.min(rows.length - 1, Math.max(0, index));
    const row = rows[next];
    if (row === undefined) return;
    setChosen(row.id);
    virtual.scrollToIndex(next);
    focusNode(row.id);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[current];
    const isLine = event.target instanceof Element && event.target.matches("[data-row-button]");
    if (!isLine || row === undefined || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const isOpening = event.key === "ArrowRight";
    if (isOpening || event.key === "ArrowLeft") setOpen(row, isOpening);
    else if (event.key in steps) goTo(current + (steps[event.key] ?? 0));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return { current: rows[current]?.id, setCurrent: setChosen, goTo, onKeyDown };
}

function setOpen({ id, group }: OutlineRow, isOpen: boolean): void {
  if (group === undefined) workflowActions().select({ nodes: isOpen ? [id] : [], edges: [] });
  else if (Boolean(group.collapsed) === isOpen) toggleGroup(group);
}
