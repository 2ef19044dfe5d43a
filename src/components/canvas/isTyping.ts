const typingSelector =
  "input, textarea, select, [contenteditable='true'], [role='menu'], [role='listbox'], [role='radiogroup'], [role='separator']";

/** Whether keys belong to a field, a menu or a dialog, so that no shortcut of the canvas may take them. */
export function isTyping(target: EventTarget | null): boolean {
  if (document.querySelector("[role='dialog'], [role='alertdialog']") !== null) return true;
  return target instanceof Element && target.closest(typingSelector) !== null;
}
