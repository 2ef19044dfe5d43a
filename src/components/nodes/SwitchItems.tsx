import { CircleSlash, MessageSquareText, Redo } from "lucide-react";
import { CommandItem } from "@/components/commands/CommandItem";
import { grouping as words } from "@/components/messages/grouping";
import { nodeById } from "@/store/graphIndex";
import { useWorkflow } from "@/store/useWorkflow";

/** To mute, bypass and switch on what is selected, as items of a menu. */
export function SwitchItems() {
  const off = useWorkflow(({ workflow, selection }) => {
    const [first, ...others] = selection.nodes.map((id) => workflow && nodeById(workflow.nodes, id)?.off);
    return others.every((other) => other === first) ? (first ?? undefined) : undefined;
  });
  return (
    <>
      <CommandItem id="bypass" icon={Redo} title={off === "bypassed" ? words.endBypass : undefined} />
      <CommandItem id="mute" icon={CircleSlash} title={off === "muted" ? words.unmute : undefined} />
      <CommandItem id="comment" icon={MessageSquareText} />
    </>
  );
}
