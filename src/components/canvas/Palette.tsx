import { Autocomplete } from "@base-ui/react/autocomplete";
import { Dialog } from "@base-ui/react/dialog";
import { useMemo, useState } from "react";
import { useCanvasUi } from "@/components/board/canvasUi";
import { shownKeys } from "@/components/commands/chord";
import { useIsMac } from "@/components/commands/platform";
import { canvas as words } from "@/components/messages/canvas";
import { Kbd } from "@/components/ui/Kbd";
import { type PaletteGroup, type PaletteItem, searchPalette } from "./paletteSearch";
import type { AddNode } from "./useAddNode";
import { usePaletteGroups } from "./usePaletteGroups";

const close = () => useCanvasUi.setState({ palette: null, writing: null });

/** Everything that can be added or done, by name. */
export function Palette({ onAdd }: { onAdd: AddNode }) {
  const at = useCanvasUi((state) => state.palette?.at);
  const groups = usePaletteGroups({ onAdd, at });
  const [query, setQuery] = useState("");
  const found = useMemo(() => searchPalette(groups, query), [groups, query]);
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
          <Autocomplete.Root
            inline
            open
            items={groups}
            filteredItems={found}
            value={query}
            onValueChange={setQuery}
            itemToStringValue={({ name }: PaletteItem) => name}
            autoHighlight="always"
            keepHighlight
          >
            <Autocomplete.Input
              autoFocus
              aria-label={words.palette.title}
              placeholder={words.palette.placeholder}
              className="h-12 w-full border-line border-b bg-transparent px-4 text-base outline-none focus-visible:outline-none"
            />
            <div className="max-h-[min(400px,56vh)] overflow-y-auto p-1.5">
              <Autocomplete.Empty className="px-3 py-6 text-center text-ink-3 empty:hidden">
                {words.palette.empty}
              </Autocomplete.Empty>
              <Autocomplete.List aria-label={words.palette.title}>
                {(group: PaletteGroup) => <Group key={group.label} group={group} />}
              </Autocomplete.List>
            </div>
          </Autocomplete.Root>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Group({ group }: { group: PaletteGroup }) {
  return (
    <Autocomplete.Group items={group.items}>
      <Autocomplete.GroupLabel className="px-2.5 pt-2 pb-1 font-medium text-ink-3 text-xs">
        {group.label}
      </Autocomplete.GroupLabel>
      <Autocomplete.Collection>{(item: PaletteItem) => <Item key={item.id} item={item} />}</Autocomplete.Collection>
    </Autocomplete.Group>
  );
}

function Item({ item }: { item: PaletteItem }) {
  const { icon: Icon, name, hint, keys } = item;
  const isMac = useIsMac();
  const run = () => {
    close();
    item.run();
  };
  return (
    <Autocomplete.Item
      value={item}
      onClick={run}
      className="flex h-9 cursor-pointer select-none items-center gap-2.5 rounded-control px-2.5 text-sm data-highlighted:bg-hover"
    >
      <Icon size={16} strokeWidth={1.75} aria-hidden className="shrink-0 text-ink-2" />
      <span className="shrink-0">{name}</span>
      {hint && <span className="truncate text-ink-3">{hint}</span>}
      {keys && <Kbd className="ml-auto">{shownKeys(keys, isMac)}</Kbd>}
    </Autocomplete.Item>
  );
}
