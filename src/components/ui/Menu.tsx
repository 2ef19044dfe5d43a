"use client";
import { ContextMenu as BaseContext } from "@base-ui/react/context-menu";
import { Menu as Base } from "@base-ui/react/menu";
import type { LucideIcon } from "lucide-react";
import type { ReactElement, ReactNode } from "react";
import { cx } from "./cx";
import { Kbd } from "./Kbd";

const popupClass =
  "popup min-w-48 max-w-80 max-h-(--available-height) overflow-y-auto rounded-card border border-line bg-panel p-1 text-ink shadow-float outline-none";

/** A menu behind a button; `children` are `MenuItem`s and their kin. */
export function Menu({
  trigger,
  children,
  align = "start",
  side = "bottom",
}: {
  trigger: ReactElement;
  children: ReactNode;
  align?: "start" | "center" | "end";
  side?: "top" | "bottom" | "left" | "right";
}) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner side={side} align={align} sideOffset={6} className="z-50 outline-none">
          <Base.Popup className={popupClass}>{children}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

/** The menu of a right click (or a long press) on `children`, which must be one element. */
export function ContextMenu({ items, children }: { items: ReactNode; children: ReactElement }) {
  return (
    <BaseContext.Root>
      <BaseContext.Trigger render={children} />
      <BaseContext.Portal>
        <BaseContext.Positioner className="z-50 outline-none">
          <BaseContext.Popup className={popupClass}>{items}</BaseContext.Popup>
        </BaseContext.Positioner>
      </BaseContext.Portal>
    </BaseContext.Root>
  );
}

/** A menu that opens at a point of the window, in client pixels: where a wire was dropped, for example. */
export function MenuAt({
  point,
  label,
  onClose,
  children,
}: {
  point: { x: number; y: number } | null;
  label: string;
  onClose: () => void;
  children: ReactNode;
}) {
  const anchor = point === null ? null : { getBoundingClientRect: () => new DOMRect(point.x, point.y, 0, 0) };
  return (
    <Base.Root open={point !== null} onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Positioner anchor={anchor} side="bottom" align="start" positionMethod="fixed" className="z-50">
          <Base.Popup aria-label={label} className={popupClass}>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
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
  return (
    <Base.Item
      disabled={disabled}
      onClick={onSelect}
      className={cx(
        "flex h-8 select-none items-center gap-2.5 rounded-control px-2.5 text-sm outline-none data-disabled:opacity-50 data-highlighted:bg-hover",
        danger && "text-error data-highlighted:bg-error-soft",
      )}
    >
      {Icon && <Icon size={15} strokeWidth={1.75} aria-hidden className={danger ? "" : "text-ink-2"} />}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {shortcut && <Kbd className="ml-3">{shortcut}</Kbd>}
    </Base.Item>
  );
}

export function MenuSeparator() {
  return <Base.Separator className="mx-1 my-1 h-px bg-line" />;
}

export function MenuGroup({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Base.Group>
      <Base.GroupLabel className="px-2.5 pt-1.5 pb-1 font-medium text-ink-3 text-xs">{label}</Base.GroupLabel>
      {children}
    </Base.Group>
  );
}
