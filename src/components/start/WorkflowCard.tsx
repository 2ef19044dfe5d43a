import { Copy, Ellipsis, PencilLine, Trash2 } from "lucide-react";
import dynamic from "next/dynamic";
import { type FormEvent, useState } from "react";
import { whenText } from "@/components/accounts";
import { WorkflowThumbnail } from "@/components/board/WorkflowThumbnail";
import { messages } from "@/components/messages/en";
import { Badge } from "@/components/ui/Badge";
import { IconButton } from "@/components/ui/IconButton";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/Menu";
import { useMay } from "@/store/person";
import { useWorkflow } from "@/store/useWorkflow";
import type { WorkflowSummary } from "@/types/workflow";
import { deleteListed, duplicateListed, goToWorkflow, renameListed } from "./workflowActions";

const HeldBy = dynamic(() => import("@/components/held/HeldBy").then((module) => module.HeldBy));
const ConfirmDialog = dynamic(() => import("@/components/ui/ConfirmDialog").then((module) => module.ConfirmDialog));

const words = messages.start;
const menuWords = messages.shell.menu;

/** A workflow as a card: a press opens it, a menu renames, duplicates and deletes it. */
export function WorkflowCard({ workflow, onChanged }: { workflow: WorkflowSummary; onChanged: () => void }) {
  const { id, name, nodeCount, updatedAt, drawing } = workflow;
  const mayEdit = useMay("editor");
  const [doing, setDoing] = useState<"rename" | "delete">();
  const isCurrent = useWorkflow((state) => state.workflow?.id === id);
  const after = (action: Promise<void>) => void action.then(onChanged);
  return (
    <li className="relative rounded-card border border-line bg-card transition-colors focus-within:border-line-strong hover:border-line-strong">
      {drawing && (
        <div className="p-3 pb-0">
          <WorkflowThumbnail drawing={drawing} className="h-[104px]" />
        </div>
      )}
      <div className="flex items-center gap-2 py-2.5 pr-2 pl-3.5">
        <div className="min-w-0 flex-1">
          {doing === "rename" ? (
            <RenameField
              name={name}
              onDone={(next) => {
                setDoing(undefined);
                if (next !== name) after(renameListed(id, next));
              }}
            />
          ) : (
            <button
              type="button"
              onClick={() => void goToWorkflow(id)}
              // The whole card is the target; the menu lies above it.
              className="block max-w-full truncate rounded-sm text-left font-semibold after:absolute after:inset-0 after:rounded-card"
            >
              {name}
            </button>
          )}
          <p className="truncate text-ink-3 text-xs">
            {messages.shell.openDialog.nodes(nodeCount)} · {whenText(updatedAt)}
          </p>
        </div>
        {isCurrent && <Badge tone="accent">{messages.shell.openDialog.current}</Badge>}
        {mayEdit && (
          <div className="relative z-10">
            <Menu align="end" trigger={<IconButton label={words.actions(name)} icon={Ellipsis} size="sm" />}>
              <MenuItem icon={PencilLine} onSelect={() => setDoing("rename")}>
                {menuWords.rename}
              </MenuItem>
              <MenuItem icon={Copy} onSelect={() => after(duplicateListed(id))}>
                {menuWords.duplicate}
              </MenuItem>
              <MenuSeparator />
              <MenuItem icon={Trash2} danger onSelect={() => setDoing("delete")}>
                {menuWords.delete}
              </MenuItem>
            </Menu>
          </div>
        )}
      </div>
      {doing === "delete" && (
        <ConfirmDialog
          open
          onOpenChange={() => setDoing(undefined)}
          title={menuWords.deleteTitle(name)}
          confirmLabel={menuWords.deleteConfirm}
          onConfirm={async () => after(deleteListed(id, name))}
        >
          {menuWords.deleteText}
          <HeldBy id={id} />
        </ConfirmDialog>
      )}
    </li>
  );
}

/** Enter keeps, Escape gives up. */
function RenameField({ name, onDone }: { name: string; onDone: (next: string) => void }) {
  const [draft, setDraft] = useState(name);
  const keep = () => onDone(draft.trim() === "" ? name : draft.trim());
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    keep();
  };
  return (
    <form onSubmit={onSubmit} className="relative z-10">
      <input
        // biome-ignore lint/a11y/noAutofocus: the person has just chosen to rename
        autoFocus
        aria-label={messages.shell.nameField}
        value={draft}
        maxLength={200}
        onFocus={(event) => event.target.select()}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={keep}
        onKeyDown={(event) => event.key === "Escape" && !event.nativeEvent.isComposing && onDone(name)}
        className="w-full rounded-sm bg-field px-1.5 py-0.5 font-semibold"
      />
    </form>
  );
}
