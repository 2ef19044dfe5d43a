import { nodes as words } from "@/components/messages/nodes";
import type { Port } from "@/lib/graph/ports";
import { own } from "@/types/own";

/** What a port is called on the screen. */
export function portText({ name, label }: Pick<Port, "name" | "label">): string {
  return label ?? own(words.portNames, name) ?? name;
}
