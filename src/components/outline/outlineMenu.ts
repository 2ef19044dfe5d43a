import type { MouseEvent } from "react";
import { workflowActions, workflowStore } from "@/store/useWorkflow";

/** Where the menu of a node stands open, in window pixels. */
export interface OutlineMenu {
  node: string;
  x: number;
  y: number;
}

export type OpenMenu = (menu: OutlineMenu) => void;

/** For a press on the button of a line. */
export function openBeside({ currentTarget }: MouseEvent, node: string, onMenu: OpenMenu): void {
  const { right, bottom } = currentTarget.getBoundingClientRect();
  open({ node, x: right, y: bottom }, onMenu);
}

/** For a right click or a long press. Fields have a menu of the browser's. */
export function openAt(event: MouseEvent, node: string, onMenu: OpenMenu): void {
  if (event.target instanceof Element && event.target.closest("input, textarea") !== null) return;
  event.preventDefault();
  // The key for menus has no place of its own.
  if (event.clientX === 0 && event.clientY === 0) openBeside(event, node, onMenu);
  else open({ node, x: event.clientX, y: event.clientY }, onMenu);
}

/** A node that is not selected is selected alone, as on the canvas. */
function open(menu: OutlineMenu, onMenu: OpenMenu): void {
  const { nodes } = workflowStore.getState().selection;
  if (!nodes.includes(menu.node)) workflowActions().select({ nodes: [menu.node], edges: [] });
  onMenu(menu);
}
