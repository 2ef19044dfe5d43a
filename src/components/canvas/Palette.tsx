import { Dialog } from "@base-ui/react/dialog";
import { Command } from "cmdk";
import { KeyRound, Maximize, Play, Plug, Redo2, Square, Undo2 } from "lucide-react";
import { canvas as words } from "@/components/messages/canvas";
import { iconOf, nodeCatalogue, nodeTypes, titleOf } from "@/components/nodes/nodeCatalogue";
import type { NodeType } from "@/lib/nodes/nodeKinds";
import { openConnect, openSetup } from "@/store/dialogStore";
import { startRun, stopRun } from "@/store/runSession";
import { useIsRunning } from "@/store/useRun";
import { useWorkflow, workflowActions } from "@/store/useWorkflow";
import { useCanvasUi } from "./canvasUi";
import { groupClass, Item, MAX_LISTED, type Then } from "./paletteParts";
import type { AddNode } from "./useAddNode";
import { useGoToNode } from "./useGoToNode";
import { WireItems } from "./WireItems";

/** Everything that can be added or done, by name. */
export function Palette({ onAdd, onFit }: { onAdd: AddNode; onFit: () => void }) {
  const at = useCanvasUi((state) => state.palette?.at);
  const close = () => useCanvasUi.setState({ palette: null, writing: null });
  const then = (action: () => void) => () => {
    close();
    action();
  };
  return (
    <Dialog.Root open onOpenChange={(open) => !open && close()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-[#05070b]/40" />
        <Dialog.Popup
          aria-label={words.palette.title}
          // What was added may take the focus itself.
          finalFocus={() => useCanvasUi.getState().writing === null}
          className="popup fixed top-[16vh] left-1/2 z-40 w-[min(520px,calc(100vw-32px))] -translate-x-1/2 overflow-hidden rounded-card border border-line bg-panel text-ink shadow-float outline-none"
        >
          <Command label={words.palette.title} loop>
            <Command.Input
              autoFocus
              placeholder={words.palette.placeholder}
              className="h-12 w-full border-line border-b bg-transparent px-4 text-base outline-none focus-visible:outline-none"
            />
            <Command.List className="max-h-[min(400px,56vh)] overflow-y-auto p-1.5">
              <Command.Empty className="px-3 py-6 text-center text-ink-3">{words.palette.empty}</Command.Empty>
              <Command.Group heading={words.palette.add} className={groupClass}>
                {nodeTypes.map((type) => (
                  <KindItem key={type} type={type} onSelect={then(() => onAdd(type, at))} />
                ))}
              </Command.Group>
              <CommandItems then={then} onFit={onFit} />
              <WireItems then={then} />
              <NodeItems then={then} />
            </Command.List>
          </Command>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function KindItem({ type, onSelect }: { type: NodeType; onSelect: () => void }) {
  const { icon, name, hint } = nodeCatalogue[type];
  return <Item icon={icon} value={name} hint={hint} onSelect={onSelect} />;
}

function CommandItems({ then, onFit }: { then: Then; onFit: () => void }) {
  const isRunning = useIsRunning();
  const { commands } = words;
  return (
    <Command.Group heading={words.palette.commands} className={groupClass}>
      {isRunning ? (
        <Item icon={Square} value={commands.stop} onSelect={then(() => void stopRun())} />
      ) : (
        <Item icon={Play} value={commands.run} onSelect={then(() => void startRun())} />
      )}
      <Item icon={Undo2} value={commands.undo} onSelect={then(() => workflowActions().undo())} />
      <Item icon={Redo2} value={commands.redo} onSelect={then(() => workflowActions().redo())} />
      <Item icon={Maximize} value={commands.fit} onSelect={then(onFit)} />
      <Item icon={Plug} value={commands.connectAccount} onSelect={then(() => openConnect())} />
      <Item icon={KeyRound} value={commands.providers} onSelect={then(() => openSetup("providers"))} />
    </Command.Group>
  );
}

function NodeItems({ then }: { then: Then }) {
  const nodes = useWorkflow(({ workflow }) => workflow?.nodes) ?? [];
  const goTo = useGoToNode();
  if (nodes.length === 0) return null;
  return (
    <Command.Group heading={words.palette.goTo} className={groupClass}>
      {nodes.slice(0, MAX_LISTED).map((node) => (
        <Item
          key={node.id}
          icon={iconOf(node.type)}
          value={`${titleOf(node)} ${words.palette.inDocument(node.id)}`}
          onSelect={then(() => goTo([node.id]))}
        />
      ))}
    </Command.Group>
  );
}
