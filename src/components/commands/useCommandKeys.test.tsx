import { cleanup, fireEvent, render } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { isPossible, provideCommands, provideFocus, runCommand } from "./registry";
import { useCommandKeys } from "./useCommandKeys";

function Page({ dialog = false }: { dialog?: boolean }) {
  useCommandKeys();
  return (
    <>
      <textarea aria-label="text" />
      <button type="button" role="combobox" aria-expanded="false" aria-controls="list" />
      <div role="tablist">
        <button type="button" role="tab" />
      </div>
      <div data-claims="M Escape">
        <button type="button" aria-label="own keys" />
      </div>
      {dialog && <div role="dialog" />}
    </>
  );
}

const did: string[] = [];
let withdraw = () => {};
let isStopPossible = false;

const doing = (name: string) => ({ run: (keys?: string) => void did.push(`${name} ${keys}`) });

beforeEach(() => {
  did.length = 0;
  isStopPossible = false;
  withdraw = provideCommands({
    stop: { ...doing("stop"), isPossible: () => isStopPossible },
    deselect: doing("deselect"),
    save: doing("save"),
    undo: { ...doing("undo"), isPossible: () => false },
    nudge: doing("nudge"),
    resize: doing("resize"),
    map: doing("map"),
  });
});
afterEach(() => {
  cleanup();
  withdraw();
});

/** False: the page took the keys, and the browser does nothing with them. */
const press = (key: string, more: object = {}, target: Element = document.body) =>
  fireEvent.keyDown(target, { key, ...more });

it("gives keys that two share to the first that is possible", () => {
  render(<Page />);
  press("Escape");
  isStopPossible = true;
  press("Escape");
  expect(did).toEqual(["deselect Escape", "stop Escape"]);
});

it("answers in a field only with what is meant for it, and behind a dialog not at all", () => {
  const { rerender } = render(<Page />);
  const field = document.querySelector("textarea") ?? document.body;
  expect(press("ArrowLeft", {}, field)).toBe(true);
  expect(press("z", { ctrlKey: true }, field)).toBe(true);
  expect(press("s", { ctrlKey: true }, field)).toBe(false);
  rerender(<Page dialog />);
  expect(press("s", { ctrlKey: true })).toBe(true);
  expect(did).toEqual(["save Mod+S"]);
});

it("leaves arrows and letters to a choice that has the focus, and arrows to tabs", () => {
  render(<Page />);
  const at = (role: string) => document.querySelector(`[role=${role}]`) ?? document.body;
  const left = [
    press("ArrowDown", {}, at("combobox")),
    press("m", {}, at("combobox")),
    press("ArrowUp", {}, at("tab")),
    press("ArrowDown", { altKey: true }, at("combobox")),
  ];
  expect(left).toEqual([true, true, true, true]);
  expect(did).toEqual([]);
  press("Escape", {}, at("tab"));
  press("ArrowUp", { altKey: true }, at("tab"));
  expect(did).toEqual(["deselect Escape", "resize Alt+ArrowUp"]);
});

it("makes what has the focus what keys work on once, but for Enter, for other commands and in a field", () => {
  render(<Page />);
  const field = document.querySelector("textarea") ?? document.body;
  const adopted: string[] = [];
  const withdrawFocus = provideFocus((focused) => void adopted.push(focused.tagName));
  press("Delete");
  press("Delete", { repeat: true });
  press("g", { ctrlKey: true, shiftKey: true });
  press("Enter");
  press("s", { ctrlKey: true });
  press("Delete", {}, field);
  withdrawFocus();
  press("Delete");
  expect(adopted).toEqual(["BODY", "BODY"]);
});

it("keeps from the browser what has Mod even when there is nothing to do", () => {
  render(<Page />);
  expect(press("z", { ctrlKey: true })).toBe(false);
  expect(did).toEqual([]);
});

it("repeats while keys are held only what is made for it", () => {
  render(<Page />);
  press("ArrowUp");
  press("ArrowUp", { repeat: true });
  press("s", { ctrlKey: true });
  expect(press("s", { ctrlKey: true, repeat: true })).toBe(false);
  expect(did).toEqual(["nudge ArrowUp", "nudge ArrowUp", "save Mod+S"]);
});

it("leaves alone what an input method composes", () => {
  render(<Page />);
  press("s", { ctrlKey: true, isComposing: true });
  expect(did).toEqual([]);
});

it("does what was said last, and forgets it with who said it", () => {
  const other = vi.fn();
  const withdrawOther = provideCommands({ save: { run: other } });
  runCommand("save");
  withdrawOther();
  runCommand("save");
  expect(other).toHaveBeenCalledOnce();
  expect(did).toEqual(["save undefined"]);
  expect(isPossible("fit")).toBe(false);
});

it("leaves keys to a part of the page that answers them itself", () => {
  const { getByRole } = render(<Page />);
  const inside = getByRole("button", { name: "own keys" });
  expect(press("m", {}, inside)).toBe(true);
  press("Escape", {}, inside);
  expect(did).toEqual([]);
  press("s", { ctrlKey: true }, inside);
  press("m");
  expect(did.map((done) => done.split(" ")[0])).toEqual(["save", "map"]);
});
