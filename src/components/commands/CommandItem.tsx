import type { LucideIcon } from "lucide-react";
import { messages } from "@/components/messages/en";
import { MenuItem } from "@/components/ui/Menu";
import type { CommandId } from "./commands";
import { isPossible, runCommand } from "./registry";
import { useKeysOf } from "./useKeysOf";

/** A command as an item of a menu, with its keys. `title` replaces the one of the table where the place says more. */
export function CommandItem(props: { id: CommandId; icon?: LucideIcon; danger?: boolean; title?: string }) {
  const { id, icon, danger, title = messages.commands.titles[id] } = props;
  return (
    <MenuItem
      icon={icon}
      danger={danger}
      shortcut={useKeysOf(id)}
      disabled={!isPossible(id)}
      onSelect={() => runCommand(id)}
    >
      {title}
    </MenuItem>
  );
}
