"use client";
import { Autocomplete } from "@base-ui/react/autocomplete";
import { Dialog } from "@base-ui/react/dialog";
import { useId, useMemo, useState } from "react";
import { shownKeys } from "@/components/commands/chord";
import { takeHeldKeys } from "@/components/commands/heldKeys";
import { useIsMac } from "@/components/commands/platform";
import { Kbd } from "@/components/ui/Kbd";
import { type SearchGroup, type SearchItem, searchGroups } from "./searchGroups";
import { type GroupWindow, LABEL_PX, useWindowedRows } from "./useWindowedRows";

export interface SearchDialogProps {
  title: string;
  placeholder: string;
  /** Shown when nothing fits. */
  empty: string;
  groups: readonly SearchGroup[];
  onClose: () => void;
  /** Whether the focus goes back to where it was; always, if absent. */
  keepsFocus?: () => boolean;
}

/** A field and a list of any length: what is typed finds, the arrows choose, Enter does. */
export function SearchDialog({ title, placeholder, empty, groups, onClose, keepsFocus }: SearchDialogProps) {
  const [query, setQuery] = useState("");
  const found = useMemo(() => searchGroups(groups, query), [groups, query]);
  const items = useMemo(() => found.flatMap((group) => group.items), [found]);
  const { box, rowPx, windows, onScroll, reveal } = useWindowedRows(found, query);
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-[#05070b]/40" />
        <Dialog.Popup
          aria-label={title}
          finalFocus={keepsFocus}
          className="popup fixed top-[min(16vh,140px)] left-1/2 z-40 w-[min(560px,calc(100vw-32px))] -translate-x-1/2 overflow-hidden rounded-card border border-line bg-panel text-ink shadow-float outline-none"
        >
          <Autocomplete.Root
            inline
            open
            virtualized
            items={items}
            filteredItems={items}
            value={query}
            onValueChange={(value) => {
              setQuery(value);
              if (box.current !== null) box.current.scrollTop = 0;
            }}
            onItemHighlighted={(_, { reason, index }) => reason !== "pointer" && index >= 0 && reveal(index)}
            itemToStringValue={({ name }: SearchItem) => name}
            autoHighlight="always"
            keepHighlight
          >
            <Autocomplete.Input
              autoFocus
              aria-label={title}
              placeholder={placeholder}
              onFocus={() => {
                const typed = takeHeldKeys();
                if (typed !== "") setQuery(typed);
              }}
              className="h-12 w-full border-line border-b bg-transparent px-4 text-base outline-none focus-visible:outline-none"
            />
            <div ref={box} onScroll={onScroll} className="max-h-[min(440px,56vh)] overflow-y-auto p-1.5">
              <Autocomplete.Empty className="px-3 py-6 text-center text-ink-3 empty:hidden">{empty}</Autocomplete.Empty>
              <Autocomplete.List aria-label={title}>
                {windows.map((window) => (
                  <Group
                    key={window.group.label}
                    window={window}
                    rowPx={rowPx}
                    count={items.length}
                    onClose={onClose}
                  />
                ))}
              </Autocomplete.List>
            </div>
          </Autocomplete.Root>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

interface GroupProps {
  window: GroupWindow;
  rowPx: number;
  count: number;
  onClose: () => void;
}

function Group({ window, rowPx, count, onClose }: GroupProps) {
  const { group, start, heightPx, rows } = window;
  const label = useId();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset holds no options
    <div role="group" aria-labelledby={label} className="relative" style={{ height: heightPx }}>
      <div
        id={label}
        className="flex items-end px-2.5 pb-1 font-medium text-ink-3 text-xs"
        style={{ height: LABEL_PX }}
      >
        {group.label}
      </div>
      {rows.map(({ item, index }) => (
        <Item
          key={item.id}
          item={item}
          index={start + index}
          topPx={LABEL_PX + index * rowPx}
          heightPx={rowPx}
          count={count}
          onClose={onClose}
        />
      ))}
    </div>
  );
}

interface ItemProps {
  item: SearchItem;
  /** Among all items of the list. */
  index: number;
  topPx: number;
  heightPx: number;
  count: number;
  onClose: () => void;
}

function Item({ item, index, topPx, heightPx, count, onClose }: ItemProps) {
  const { icon: Icon, name, hint, keys } = item;
  const isMac = useIsMac();
  const run = () => {
    onClose();
    item.run();
  };
  return (
    <Autocomplete.Item
      value={item}
      index={index}
      aria-setsize={count}
      aria-posinset={index + 1}
      onClick={run}
      style={{ top: topPx, height: heightPx }}
      className="absolute inset-x-0 flex cursor-pointer select-none items-center gap-2.5 rounded-control px-2.5 text-sm data-highlighted:bg-hover"
    >
      <Icon size={16} strokeWidth={1.75} aria-hidden className="shrink-0 text-ink-2" />
      <span className="min-w-0 max-w-[70%] shrink-0 truncate">{name}</span>
      {hint && <span className="truncate text-ink-3">{hint}</span>}
      {keys && <Kbd className="ml-auto shrink-0">{shownKeys(keys, isMac)}</Kbd>}
    </Autocomplete.Item>
  );
}
