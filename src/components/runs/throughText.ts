import { roles } from "@/components/messages/roles";
import type { RunThrough } from "@/types/run";

/** "by key Laptop"; empty for a run that a person started at the screen or the terminal. */
export function throughText(through: RunThrough | undefined): string {
  return through === undefined ? "" : roles.through[through.kind](through.name ?? "");
}
