import type { Menu as Base } from "@base-ui/react/menu";
import { type ComponentType, createContext, type KeyboardEvent, type ReactElement, type ReactNode } from "react";

/** What items are made of; there once the machinery of menus is loaded. */
export const MenuParts = createContext<Parts | null>(null);

interface Parts
  extends Pick<typeof Base, "Item" | "Separator" | "Group" | "GroupLabel" | "SubmenuRoot" | "SubmenuTrigger"> {
  SubmenuPopup: ComponentType<{ children: ReactNode }>;
}

export interface MenuProps {
  /** A button, or a component that passes its props on to one. */
  trigger: ReactElement<TriggerProps>;
  /** `MenuItem`s and their kin. */
  children: ReactNode;
  align?: "start" | "center" | "end";
  side?: "top" | "bottom" | "left" | "right";
}

interface TriggerProps {
  onClick?: () => void;
  onKeyDown?: (event: KeyboardEvent) => void;
  onPointerEnter?: () => void;
  onFocus?: () => void;
  "aria-haspopup"?: "menu";
  "aria-expanded"?: boolean;
}

export interface MenuAtProps {
  /** In client pixels; null while the menu is closed. */
  point: { x: number; y: number } | null;
  label: string;
  onClose: () => void;
  children: ReactNode;
}
