/**
 * A field that a command opens by its keys is loaded when it is used. What a quick hand types before it is there waits
 * here, instead of moving nodes or going into the text that had the focus.
 */

const PATIENCE_MS = 2_000;

let held: { text: string; untilMs: number; from: Element | null } | undefined;

export function holdKeys(now = Date.now()): void {
  held = { text: "", untilMs: now + PATIENCE_MS, from: document.activeElement };
}

/** What was typed until now; from here on keys go where the focus is. */
export function takeHeldKeys(): string {
  const text = held?.text ?? "";
  held = undefined;
  return text;
}

/** Whether this key was kept for the field that is on its way. */
export function keepKey(event: KeyboardEvent, now = Date.now()): boolean {
  const { key, target, ctrlKey, metaKey, altKey } = event;
  if (held === undefined || ctrlKey || metaKey || altKey) return false;
  const isElsewhere = target !== held.from && target instanceof Element && target.matches("input, textarea");
  if (isElsewhere || now > held.untilMs || key === "Escape" || key === "Tab") {
    held = undefined;
    return false;
  }
  // The key that asked for the field may still be down.
  if (event.repeat) return true;
  if (key === "Backspace") held.text = held.text.slice(0, -1);
  if ([...key].length === 1) held.text += key;
  return true;
}
