import { expect, it } from "vitest";
import { chordOf, shownKeys } from "./chord";
import { commandIds, specOf } from "./commands";

const press = (key: string, more: Partial<KeyboardEvent> = {}) => ({
  key,
  code: "",
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...more,
});

/** Keys that several commands share on purpose: what is possible first gets them. */
const shared = ["Escape", "Enter", "Mod+G", "Mod+Shift+G"];

it("gives no two commands the same keys, but for those that take turns", () => {
  const bound = commandIds.flatMap((id) => specOf(id).keys ?? []).filter((keys) => !shared.includes(keys));
  expect(bound.filter((keys, index) => bound.indexOf(keys) !== index)).toEqual([]);
});

it("leaves the browser's own zoom, tabs and address bar alone", () => {
  const taken = ["Mod+=", "Mod+-", "Mod+0", "Mod+T", "Mod+W", "Mod+N", "Mod+L", "Mod+R", "Mod+P", "F5", "F11", "F12"];
  expect(commandIds.flatMap((id) => specOf(id).keys ?? []).filter((keys) => taken.includes(keys))).toEqual([]);
});

it("reads keys by their sign, and letters and digits by their place where the layout has others there", () => {
  expect(chordOf(press("z", { ctrlKey: true }), false)).toBe("Mod+Z");
  expect(chordOf(press("Z", { ctrlKey: true, shiftKey: true }), false)).toBe("Mod+Shift+Z");
  expect(chordOf(press("ㅋ", { code: "KeyZ", ctrlKey: true }), false)).toBe("Mod+Z");
  expect(chordOf(press("я", { code: "KeyZ", ctrlKey: true }), false)).toBe("Mod+Z");
  expect(chordOf(press("&", { code: "Digit1", ctrlKey: true }), false)).toBe("Mod+1");
  expect(chordOf(press("?", { code: "Slash", shiftKey: true }), false)).toBe("?");
  expect(chordOf(press("-", { code: "Digit6" }), false)).toBe("-");
  expect(chordOf(press("+", { code: "Digit1", shiftKey: true }), false)).toBe("+");
  expect(chordOf(press("ArrowLeft", { shiftKey: true }), false)).toBe("Shift+ArrowLeft");
});

it("takes ⌘ for Mod on a Mac, where Ctrl moves the cursor in a field", () => {
  expect(chordOf(press("k", { metaKey: true }), true)).toBe("Mod+K");
  expect(chordOf(press("k", { ctrlKey: true }), true)).toBe("Ctrl+K");
  expect(chordOf(press("∂", { code: "KeyD", altKey: true }), true)).toBe("Alt+D");
});

it("writes keys as the platform does", () => {
  expect(shownKeys("Mod+Shift+Z", true)).toBe("⌘⇧Z");
  expect(shownKeys("Mod+Shift+Z", false)).toBe("Ctrl+Shift+Z");
  expect(shownKeys("Mod+Enter", false)).toBe("Ctrl+↵");
  expect(shownKeys("Mod++", false)).toBe("Ctrl++");
  expect(shownKeys("+", true)).toBe("+");
});
