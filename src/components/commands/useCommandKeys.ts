import { useEffect } from "react";
import { chordOf } from "./chord";
import { type CommandId, commandIds, specOf } from "./commands";
import { holdKeys, keepKey } from "./heldKeys";
import { isChoosing, isDialogOpen, isTyping } from "./isTyping";
import { isMac } from "./platform";
import { actionOf, isPossible, runCommand } from "./registry";

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
      // First, because to look for dialogs takes longer, and most keys are letters of a text.
      if (!chords.has(chord) || isDialogOpen()) return;
      const command = commandOf(chord, isTyping(event.target) || isChoosing(event));
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

/** The command that these keys belong to now; undefined leaves them to the browser and to what has the focus. */
function commandOf(chord: string, typing: boolean): CommandId | undefined {
  const hasMod = chord.startsWith("Mod+");
  const bound = commandIds.filter((id) => {
    const { keys = [], byBrowser, whileTyping } = specOf(id);
    return !byBrowser && keys.includes(chord) && (!typing || (hasMod && whileTyping));
  });
  // Keys with Mod are ours even when there is nothing to do: the browser would bookmark, or undo in a field left long ago.
  return bound.find(isPossible) ?? (hasMod ? bound.find((id) => actionOf(id) !== undefined) : undefined);
}
