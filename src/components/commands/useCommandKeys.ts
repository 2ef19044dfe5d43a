import { useEffect } from "react";
import { chordOf } from "./chord";
import { type CommandId, commandIds, specOf } from "./commands";
import { holdKeys, keepKey } from "./heldKeys";
import { isChoosing, isClaimed, isDialogOpen, isInField } from "./isTyping";
import { isMac } from "./platform";
import { actionOf, adoptFocus, isPossible, runCommand } from "./registry";

/** Binds the keys of all commands. Behind an open dialog none answers. */
export function useCommandKeys(): void {
  useEffect(() => {
    const chords = new Set(commandIds.flatMap((id) => specOf(id).keys ?? []));
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      if (keepKey(event)) {
        event.preventDefault();
        event.stopPropagation();
        return;
      }
      const chord = chordOf(event, isMac());
      // First, because most keys are letters of a text.
      if (!chords.has(chord) || isClaimed(event.target, chord)) return;
      const typing = isInField(event.target) || isChoosing(event);
      // Dialogs last, because to look for them takes longest.
      if ((typing && !hasMod(chord)) || isDialogOpen()) return;
      if (!typing && !event.repeat && isOnSelection(chord)) adoptFocus(event.target);
      const command = commandOf(chord, typing);
      if (command === undefined) return;
      event.preventDefault();
      // React Flow would move, select or delete a second time.
      event.stopPropagation();
      if (event.repeat && !specOf(command).repeats) return;
      if (specOf(command).opensField) holdKeys();
      runCommand(command, chord);
    };
    window.addEventListener("keydown", onKeyDown, { capture: true });
    return () => window.removeEventListener("keydown", onKeyDown, { capture: true });
  }, []);
}

/** Enter is the press of a button first. */
function isOnSelection(chord: string): boolean {
  return chord !== "Enter" && commandIds.some((id) => specOf(id).onSelection && specOf(id).keys?.includes(chord));
}

/**
 * The command that these keys belong to now; in a field none without Mod. Undefined leaves them to the browser and to
 * what has the focus.
 */
function commandOf(chord: string, typing: boolean): CommandId | undefined {
  const bound = commandIds.filter((id) => {
    const { keys = [], byBrowser, whileTyping } = specOf(id);
    return !byBrowser && keys.includes(chord) && (!typing || whileTyping);
  });
  // Keys with Mod are ours even when there is nothing to do: the browser would bookmark, or undo in a field left long ago.
  return bound.find(isPossible) ?? (hasMod(chord) ? bound.find((id) => actionOf(id) !== undefined) : undefined);
}

function hasMod(chord: string): boolean {
  return chord.startsWith("Mod+");
}
