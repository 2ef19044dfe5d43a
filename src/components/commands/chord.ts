type KeyPress = Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "shiftKey" | "altKey">;

/**
 * The keys of an event as the table of commands writes them: `Mod+Shift+Z`, `F2`, `?`. `Mod` is ⌘ on a Mac and Ctrl
 * elsewhere. Letters, and digits with `Mod`, are found by their place where the layout or an input method gives other
 * signs; of other signs Shift is a part (`?`, not `Shift+/`).
 */
export function chordOf(event: KeyPress, isMac: boolean): string {
  const isMod = isMac ? event.metaKey : event.ctrlKey || event.metaKey;
  const key = keyName(event, isMod);
  const isSign = key.length === 1 && !/[A-Z0-9]/.test(key);
  const parts = [
    isMod && "Mod",
    isMac && event.ctrlKey && "Ctrl",
    event.altKey && "Alt",
    event.shiftKey && !isSign && "Shift",
    key,
  ];
  return parts.filter(Boolean).join("+");
}

function keyName({ key, code }: KeyPress, isMod: boolean): string {
  const [, digit] = /^Digit(\d)$/.exec(code) ?? [];
  // Without Mod a sign is meant: the French layout has the minus on the 6, the Swiss one the plus on the 1.
  if (digit !== undefined && isMod) return digit;
  if (/^[\x21-\x7e]$/.test(key)) return key.toUpperCase();
  const [, letter] = /^Key([A-Z])$/.exec(code) ?? [];
  return letter ?? (key === " " ? "Space" : key);
}

const signs: Record<string, string> = {
  Enter: "↵",
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  ArrowDown: "↓",
  Escape: "Esc",
  Delete: "Del",
};

const macSigns: Record<string, string> = {
  ...signs,
  Mod: "⌘",
  Ctrl: "⌃",
  Alt: "⌥",
  Shift: "⇧",
  Backspace: "⌫",
  Delete: "⌦",
};

/** Keys as the platform writes them: `⌘⇧Z` on a Mac, else `Ctrl+Shift+Z`. */
export function shownKeys(chord: string, isMac: boolean): string {
  // A plus at the end is a key, not a joint.
  const parts = chord.endsWith("+") ? [...chord.slice(0, -1).split("+").filter(Boolean), "+"] : chord.split("+");
  if (isMac) return parts.map((part) => macSigns[part] ?? part).join("");
  return parts.map((part) => (part === "Mod" ? "Ctrl" : (signs[part] ?? part))).join("+");
}
