const typingSelector =
  "input, textarea, select, [contenteditable='true'], [role='menu'], [role='listbox'], [role='radiogroup'], [role='separator']";

export function isDialogOpen(): boolean {
  return document.querySelector("[role='dialog'], [role='alertdialog']") !== null;
}

/** Whether keys belong to a field, a menu or a dialog, so that no shortcut of the canvas may take them. */
export function isTyping(target: EventTarget | null): boolean {
  return isDialogOpen() || (target instanceof Element && target.closest(typingSelector) !== null);
}
