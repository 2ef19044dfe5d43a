import { type KeyboardEvent, type RefObject, useMemo, useRef } from "react";
import { focusNode, isEnterOf } from "@/components/board/focusNode";
import type { CommandActions } from "@/components/commands/registry";
import { useCommands } from "@/components/commands/useCommands";
import { workflowStore } from "@/store/useWorkflow";

const focusable = "input:not([type=hidden]), textarea, select, button, [tabindex='0']";

/** The way from a node to its settings by key; what it answers is for the panel. */
export function useSettingsCommand(): RefObject<HTMLElement | null> {
  const panel = useRef<HTMLElement>(null);
  useCommands(
    useMemo<CommandActions>(
      () => ({
        settings: {
          run: () => panel.current?.querySelector("[data-settings]")?.querySelector<HTMLElement>(focusable)?.focus(),
          isPossible: () => {
            const [only, ...others] = workflowStore.getState().selection.nodes;
            return only !== undefined && others.length === 0 && isEnterOf(only);
          },
        },
      }),
      [],
    ),
  );
  return panel;
}

/** Escape leads from a field of the panel back to the node. Lists that are open have closed by it already. */
export function leavePanel(event: KeyboardEvent, node: string): void {
  const isInside = event.target instanceof Node && event.currentTarget.contains(event.target);
  if (event.key === "Escape" && isInside && !event.defaultPrevented && !event.nativeEvent.isComposing) focusNode(node);
}
