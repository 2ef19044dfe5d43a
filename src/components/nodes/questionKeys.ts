import type { KeyboardEvent } from "react";
import type { QuestionKeys } from "./QuestionActions";

/** J and K move, A approves, E edits, R rejects, digits choose; while somebody writes, all of them are letters. */
export function actOnKey(event: KeyboardEvent, keys: QuestionKeys | null, move: (by: 1 | -1) => void): void {
  const { key, altKey, ctrlKey, metaKey, target } = event;
  const isWriting = target instanceof HTMLElement && target.matches("input, textarea, [contenteditable]");
  if (altKey || ctrlKey || metaKey || isWriting) return;
  const act = actOf(key.toLowerCase(), keys, move);
  if (act === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  act();
}

function actOf(key: string, keys: QuestionKeys | null, move: (by: 1 | -1) => void): (() => void) | undefined {
  if (/^[1-9]$/.test(key)) return () => keys?.choose(Number(key) - 1);
  switch (key) {
    case "j":
      return () => move(1);
    case "k":
      return () => move(-1);
    case "a":
      return () => keys?.approve();
    case "e":
      return () => keys?.edit();
    case "r":
      return () => keys?.reject();
  }
}
