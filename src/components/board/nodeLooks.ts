import { CircleHelp, type LucideIcon } from "lucide-react";
import { createContext, useContext } from "react";
import { nodes as words } from "@/components/messages/nodes";
import type { WorkflowNode } from "@/types/workflow";
import { type PortLayout, plainLayout } from "./portLayout";

/** What a kind is for. From afar it is told by colour and outline alone. */
export type NodeShape = "source" | "model" | "step" | "output" | "note";

/** How a kind of node shows itself, apart from what it does. */
export interface NodeLook {
  icon: LucideIcon;
  shape: NodeShape;
  words: { name: string; hint: string };
  layout: PortLayout;
}

export type LookOf = (type: string) => NodeLook;

/** Of kinds that this version does not know. */
export const unknownLook: NodeLook = {
  icon: CircleHelp,
  shape: "step",
  words: {
    // Read when it is shown, in the language that is there by then.
    get name() {
      return words.unknownKind;
    },
    hint: "",
  },
  layout: plainLayout,
};

/**
 * The looks of all kinds, for the views of nodes. They cannot read the table of views themselves, which holds them:
 * whoever draws nodes provides it.
 */
export const NodeLooks = createContext<LookOf>(() => unknownLook);

export function useLook(type: string): NodeLook {
  return useContext(NodeLooks)(type);
}

/** Titles of nodes: what the person calls them, or the name of their kind until they call them something. */
export function useTitleOf(): (node: WorkflowNode) => string {
  const lookOf = useContext(NodeLooks);
  return (node) => titleWith(lookOf, node);
}

export function titleWith(lookOf: LookOf, node: WorkflowNode): string {
  return node.title ?? lookOf(node.type).words.name;
}
