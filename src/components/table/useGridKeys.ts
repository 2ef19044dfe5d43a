import type { KeyboardEvent } from "react";
import type { Thumb } from "@/types/labels";
import type { ActiveCell } from "./TableView";

export interface GridKeys {
  active: ActiveCell;
  size: { rows: number; columns: number };
  /** Rows in sight. */
  page: number;
  onMove: (cell: ActiveCell) => void;
  onOpen: (row: number) => void;
  onThumb: (row: number, thumb: Thumb) => void;
}

const thumbs: Record<string, Thumb> = { "+": "up", "-": "down" };

/** Arrow keys and their like move from cell to cell, Enter opens a row, + and - say what one thinks of it; all else is left to the browser. */
export function useGridKeys(keys: GridKeys): (event: KeyboardEvent) => void {
  return (event) => {
    // Buttons and fields in the head have their own keys.
    if (event.target !== event.currentTarget || event.altKey || event.metaKey) return;
    if (keys.size.rows === 0) return;
    if (event.key === "Enter" || event.key === " ") keys.onOpen(keys.active.row);
    else if (thumbs[event.key] !== undefined) keys.onThumb(keys.active.row, thumbs[event.key] ?? "up");
    else {
      const next = moved(event.key, event.ctrlKey, keys);
      if (next === undefined) return;
      keys.onMove(next);
    }
    event.preventDefault();
  };
}

function moved(key: string, isFar: boolean, { active: { row, column }, size, page }: GridKeys): ActiveCell | undefined {
  const at = (nextRow: number, nextColumn: number): ActiveCell => ({
    row: Math.min(size.rows - 1, Math.max(0, nextRow)),
    column: Math.min(size.columns - 1, Math.max(0, nextColumn)),
  });
  switch (key) {
    case "ArrowDown":
      return at(isFar ? size.rows : row + 1, column);
    case "ArrowUp":
      return at(isFar ? 0 : row - 1, column);
    case "ArrowRight":
      return at(row, column + 1);
    case "ArrowLeft":
      return at(row, column - 1);
    case "PageDown":
      return at(row + page, column);
    case "PageUp":
      return at(row - page, column);
    case "Home":
      return isFar ? at(0, 0) : at(row, 0);
    case "End":
      return isFar ? at(size.rows, size.columns) : at(row, size.columns);
    default:
      return undefined;
  }
}
