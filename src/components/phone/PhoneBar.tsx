import { Ellipsis, History, type LucideIcon, Plus, Redo2, Search, Undo2 } from "lucide-react";
import { openPalette } from "@/components/board/canvasUi";
import { CommandItem } from "@/components/commands/CommandItem";
import type { CommandId } from "@/components/commands/commands";
import { iconOf } from "@/components/commands/icons";
import type { CommandActions } from "@/components/commands/registry";
import { useCommands } from "@/components/commands/useCommands";
import { openFind } from "@/components/find/findUi";
import { languageCommands } from "@/components/LanguageMenu";
import { messages } from "@/components/messages/en";
import { outline } from "@/components/messages/outline";
import { runs } from "@/components/messages/runs";
import { closeDrawer, openDrawer, useDrawer } from "@/components/runs/drawerUi";
import { chooseTheme } from "@/components/theme";
import { WorkflowMenu } from "@/components/topbar/WorkflowMenu";
import { IconButton } from "@/components/ui/IconButton";
import { MenuItem, MenuSeparator, Submenu } from "@/components/ui/Menu";
import { useMay } from "@/store/person";
import { useWorkflow, workflowActions } from "@/store/useWorkflow";

const words = outline.phone;

/** What is done with the whole workflow, where a thumb reaches it. */
export function PhoneBar() {
  const canUndo = useWorkflow((state) => state.history.past.length > 0);
  const canRedo = useWorkflow((state) => state.history.future.length > 0);
  const isDrawerOpen = useDrawer((state) => state.isOpen);
  const mayEdit = useMay("editor");
  useCommands(themeCommands);
  useCommands(languageCommands);
  const { undo, redo } = workflowActions();
  const button = (
    label: string,
    icon: LucideIcon,
    onClick: () => void,
    more: { disabled?: boolean; pressed?: boolean },
  ) => <IconButton label={label} icon={icon} side="top" onClick={onClick} {...more} className="size-11" />;
  return (
    <div
      role="toolbar"
      aria-label={words.bar}
      className="flex shrink-0 items-center justify-between border-line border-t bg-panel px-3 py-1 pb-[max(4px,env(safe-area-inset-bottom))]"
    >
      {button(messages.shell.undo, Undo2, undo, { disabled: !canUndo })}
      {button(messages.shell.redo, Redo2, redo, { disabled: !canRedo })}
      {button(outline.add, Plus, () => openPalette(), { disabled: !mayEdit })}
      {button(messages.commands.titles.find, Search, openFind, {})}
      {button(runs.openDrawer, History, () => (isDrawerOpen ? closeDrawer() : openDrawer("run")), {
        pressed: isDrawerOpen,
      })}
      <WorkflowMenu
        trigger={<IconButton label={words.more} icon={Ellipsis} side="top" className="size-11" />}
        more={<MoreItems />}
      />
    </div>
  );
}

const themeItems = ["themeSystem", "themeLight", "themeDark"] as const;
const languageItems = ["languageEn", "languageKo", "languageZh"] as const;

const themeCommands: CommandActions = {
  themeSystem: { run: () => chooseTheme("system") },
  themeLight: { run: () => chooseTheme("light") },
  themeDark: { run: () => chooseTheme("dark") },
};

/** What a wide screen has in its bar. */
function MoreItems() {
  return (
    <>
      <MenuSeparator />
      <Items ids={["describe"]} />
      <MenuItem icon={History} onSelect={() => openDrawer("activity")}>
        {words.allRuns}
      </MenuItem>
      <Submenu label={messages.shell.language} icon={iconOf("languageEn")}>
        <Items ids={languageItems} />
      </Submenu>
      <Submenu label={words.theme} icon={iconOf("themeSystem")}>
        <Items ids={themeItems} />
      </Submenu>
      <Items ids={["setupProject"]} />
    </>
  );
}

function Items({ ids }: { ids: readonly CommandId[] }) {
  return ids.map((id) => <CommandItem key={id} id={id} icon={iconOf(id)} />);
}
