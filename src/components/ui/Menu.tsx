"use client";
import { ChevronRight, type LucideIcon } from "lucide-react";
import { cloneElement, lazy, type ReactNode, Suspense, useContext, useState } from "react";
import { cx } from "./cx";
import { Kbd } from "./Kbd";
import { type MenuAtProps, MenuParts, type MenuProps } from "./menuContext";

// Positioning and keyboard handling of menus are larger than the rest of the top bar: they load on the way to the
// first menu. Items stand only inside a loaded one and take their parts from it.
const loadParts = () => import("./menuParts");
const LoadedMenu = lazy(() => loadParts().then((module) => ({ default: module.LoadedMenu })));
const LoadedMenuAt = lazy(() => loadParts().then((module) => ({ default: module.LoadedMenuAt })));

/** A menu behind a button. */
export function Menu(props: MenuProps) {
  const [wasOpened, setWasOpened] = useState(false);
  const preload = () => void loadParts();
  const trigger = cloneElement(props.trigger, {
    onClick: () => setWasOpened(true),
    onKeyDown: (event) => event.key === "ArrowDown" && setWasOpened(true),
    onPointerEnter: preload,
    onFocus: preload,
    "aria-haspopup": "menu",
    "aria-expanded": false,
  });
  if (!wasOpened) return trigger;
  return (
    <Suspense fallback={trigger}>
      <LoadedMenu {...props} />
    </Suspense>
  );
}

/** A menu that opens at a point of the window: where a wire was dropped, for example. */
export function MenuAt(props: MenuAtProps) {
  const [wasOpened, setWasOpened] = useState(false);
  if (props.point !== null && !wasOpened) setWasOpened(true);
  if (!wasOpened) return null;
  return (
    <Suspense>
      <LoadedMenuAt {...props} />
    </Suspense>
  );
}

export function MenuItem({
  icon: Icon,
  shortcut,
  danger,
  disabled,
  onSelect,
  children,
}: {
  icon?: LucideIcon;
  shortcut?: string;
  danger?: boolean;
  disabled?: boolean;
  onSelect: () => void;
  children: ReactNode;
}) {
  const parts = useContext(MenuParts);
  if (parts === null) return null;
  return (
    <parts.Item
      disabled={disabled}
      onClick={onSelect}
      className={cx(
        "flex h-8 select-none items-center gap-2.5 rounded-control px-2.5 text-sm outline-none max-sm:h-11 data-disabled:opacity-50 data-highlighted:bg-hover",
        danger && "text-error data-highlighted:bg-error-soft",
      )}
    >
      {Icon && <Icon size={15} strokeWidth={1.75} aria-hidden className={danger ? "" : "text-ink-2"} />}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {shortcut && <Kbd className="ml-3 max-sm:hidden">{shortcut}</Kbd>}
    </parts.Item>
  );
}

/** Items behind an item. */
export function Submenu({ label, icon: Icon, children }: { label: string; icon?: LucideIcon; children: ReactNode }) {
  const parts = useContext(MenuParts);
  if (parts === null) return null;
  return (
    <parts.SubmenuRoot>
      <parts.SubmenuTrigger className="flex h-8 select-none items-center gap-2.5 rounded-control px-2.5 text-sm outline-none data-highlighted:bg-hover max-sm:h-11 data-popup-open:bg-hover">
        {Icon && <Icon size={15} strokeWidth={1.75} aria-hidden className="text-ink-2" />}
        <span className="min-w-0 flex-1 truncate">{label}</span>
        <ChevronRight size={15} strokeWidth={1.75} aria-hidden className="text-ink-2" />
      </parts.SubmenuTrigger>
      <parts.SubmenuPopup>{children}</parts.SubmenuPopup>
    </parts.SubmenuRoot>
  );
}

export function MenuSeparator() {
  const parts = useContext(MenuParts);
  return parts && <parts.Separator className="mx-1 my-1 h-px bg-line" />;
}

export function MenuGroup({ label, children }: { label: string; children: ReactNode }) {
  const parts = useContext(MenuParts);
  if (parts === null) return null;
  return (
    <parts.Group>
      <parts.GroupLabel className="px-2.5 pt-1.5 pb-1 font-medium text-ink-3 text-xs">{label}</parts.GroupLabel>
      {children}
    </parts.Group>
  );
}
