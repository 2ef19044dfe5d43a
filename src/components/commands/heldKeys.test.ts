import { afterEach, describe, expect, it } from "vitest";
import { holdKeys, keepKey, takeHeldKeys } from "./heldKeys";

const press = (key: string, more: KeyboardEventInit = {}, now?: number, target: Element = document.body) => {
  const event = new KeyboardEvent("keydown", { key, ...more });
  Object.defineProperty(event, "target", { value: target });
  return keepKey(event, now);
};

afterEach(() => void takeHeldKeys());

describe("keys that wait for a field", () => {
  it("are given to it in their order, once", () => {
    holdKeys();
    for (const key of ["i", "m", "x", "Backspace", "é", "Enter"]) expect(press(key)).toBe(true);
    expect(takeHeldKeys()).toBe("imé");
    expect(takeHeldKeys()).toBe("");
    expect(press("m")).toBe(false);
  });

  it("leave shortcuts alone, and nothing waits where no field was asked for", () => {
    expect(press("m")).toBe(false);
    holdKeys();
    expect(press("z", { ctrlKey: true })).toBe(false);
    expect(takeHeldKeys()).toBe("");
  });

  it("are no letters of the key that asked for the field and is still held down", () => {
    holdKeys();
    expect([press("c", { repeat: true }), press("i")]).toEqual([true, true]);
    expect(takeHeldKeys()).toBe("i");
  });

  it("are not waited for without end, nor after Escape, nor once another field has the focus", () => {
    holdKeys(0);
    expect(press("m", {}, 5_000)).toBe(false);
    holdKeys();
    expect([press("Escape"), press("m")]).toEqual([false, false]);
    holdKeys();
    expect(press("m", {}, undefined, document.createElement("textarea"))).toBe(false);
  });

  it("are not left to the field that had the focus when the other was asked for", () => {
    const prompt = document.body.appendChild(document.createElement("textarea"));
    prompt.focus();
    holdKeys();
    expect(press("a", {}, undefined, prompt)).toBe(true);
    expect(takeHeldKeys()).toBe("a");
    prompt.remove();
  });
});
