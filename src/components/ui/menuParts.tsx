"use client";
import { Menu as Base } from "@base-ui/react/menu";
import type { ReactNode } from "react";
import { type MenuAtProps, MenuParts, type MenuProps } from "./menuContext";

/** The part of menus that is loaded with the first one. */
export const menuParts = {
  Item: Base.Item,
  Separator: Base.Separator,
  Group: Base.Group,
  GroupLabel: Base.GroupLabel,
  SubmenuRoot: Base.SubmenuRoot,
  SubmenuTrigger: Base.SubmenuTrigger,
  SubmenuPopup,
};

function SubmenuPopup({ children }: { children: ReactNode }) {
  return (
    <Base.Portal>
      <Base.Positioner side="right" align="start" sideOffset={4} className="z-50 outline-none">
        <MenuPopup>{children}</MenuPopup>
      </Base.Positioner>
    </Base.Portal>
  );
}

/** Opens at once: it is rendered because the menu was asked for. */
export function LoadedMenu({ trigger, children, align = "start", side = "bottom" }: MenuProps) {
  return (
    <Base.Root defaultOpen>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner side={side} align={align} sideOffset={6} className="z-50 outline-none">
          <MenuPopup>{children}</MenuPopup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

export function LoadedMenuAt({ point, label, onClose, children }: MenuAtProps) {
  const anchor = point === null ? null : { getBoundingClientRect: () => new DOMRect(point.x, point.y, 0, 0) };
  return (
    <Base.Root open={point !== null} onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Positioner
          anchor={anchor}
          side="bottom"
          align="start"
          positionMethod="fixed"
          // Near an edge it moves over the point, whole, instead of scrolling beside it.
          collisionAvoidance={{ side: "shift", align: "shift" }}
          className="z-50"
        >
          <MenuPopup label={label}>{children}</MenuPopup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

function MenuPopup({ label, children }: { label?: string; children: ReactNode }) {
  return (
    <Base.Popup
      aria-label={label}
      className="popup max-h-(--available-height) min-w-48 max-w-80 overflow-y-auto rounded-card border border-line bg-panel p-1 text-ink shadow-float outline-none"
    >
      <MenuParts value={menuParts}>{children}</MenuParts>
    </Base.Popup>
  );
}
