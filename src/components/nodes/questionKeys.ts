import type { KeyboardEvent } from "react";
import { chordOf } from "@/components/commands/chord";
import { isInField } from "@/components/commands/isTyping";
import type { QuestionKeys } from "./QuestionActions";

/** For `data-claims`: no command takes these keys where a question is answered. */
export const QUESTION_KEYS = "J K A E R 1 2 3 4 5 6 7 8 9";
/** And these while an answer is written. */
export const EDIT_KEYS = "Mod+Enter Escape";

/** J and K move, A approves, E edits, R rejects, digits choose; while somebody writes, all of them are letters. */
export function actOnKey(event: KeyboardEvent, keys: QuestionKeys | null, move: (by: 1 | -1) => void): void {
  if (isInField(event.target)) return;
  const act = actOf(chordOf(event, false), keys, move);
  if (act === undefined) return;
  event.preventDefault();
  act();
}

function actOf(chord: string, keys: QuestionKeys | null, move: (by: 1 | -1) => void): (() => void) | undefined {
  if (/^[1-9]$/.test(chord)) return () => keys?.choose(Number(chord) - 1);
  switch (chord) {
    case "J":
      return () => move(1);
    case "K":
      return () => move(-1);
    case "A":
      return () => keys?.approve();
    case "E":
      return () => keys?.edit();
    case "R":
      return () => keys?.reject();
  }
}
