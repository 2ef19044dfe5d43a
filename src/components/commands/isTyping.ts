const typingSelector =
  "input, textarea, select, [contenteditable='true'], [role='menu'], [role='listbox'], [role='radiogroup'], [role='separator']";

const stepKeys = new Set(["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"]);

export function isDialogOpen(): boolean {
  return document.querySelector("[role='dialog'], [role='alertdialog']") !== null;
}

/** Whether keys belong to a field, a menu or a dialog, so that no shortcut of the canvas may take them. */
export function isTyping(target: EventTarget | null): boolean {
  return isInField(target) || isDialogOpen();
}

export function isInField(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(typingSelector) !== null;
}

/** Whether a key leads from tab to tab, or opens a choice or finds one of its options by their letters. */
export function isChoosing({ key, target, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  if (!(target instanceof Element) || ctrlKey || metaKey) return false;
  if (target.closest("[role='combobox']") !== null) return stepKeys.has(key) || (!altKey && [...key].length === 1);
  return !altKey && stepKeys.has(key) && target.closest("[role='tablist']") !== null;
}

/** Whether the part of the page where a key was pressed answers it itself: those are named in its `data-claims`. */
export function isClaimed(target: EventTarget | null, chord: string): boolean {
  const part = target instanceof Element ? target.closest<HTMLElement>("[data-claims]") : null;
  return part?.dataset.claims?.split(" ").includes(chord) === true;
}
