import fc from "fast-check";
import { expect, test } from "vitest";
import { createTextAssembly } from "./textAssembly";

test("text that comes three times counts once", () => {
  const assembly = createTextAssembly();
  const shown = [
    assembly.delta("Hel"),
    assembly.delta("lo"),
    assembly.partDone("Hello"),
    assembly.messageDone("Hello"),
    assembly.completed("Hello"),
  ];
  expect(shown).toEqual(["Hel", "lo", "", "", ""]);
  expect(assembly.text()).toBe("Hello");
});

test.each([
  ["deltas", (a: ReturnType<typeof createTextAssembly>) => a.delta("Hello")],
  ["a finished part", (a: ReturnType<typeof createTextAssembly>) => a.partDone("Hello")],
  ["a finished item", (a: ReturnType<typeof createTextAssembly>) => a.messageDone("Hello")],
  ["the completed response", (a: ReturnType<typeof createTextAssembly>) => a.completed("Hello")],
])("text only in %s is the answer and is shown", (_, feed) => {
  const assembly = createTextAssembly();
  expect(feed(assembly)).toBe("Hello");
  expect(assembly.text()).toBe("Hello");
});

test("a finished item completes what the deltas began, and overrules what they got wrong", () => {
  const behind = createTextAssembly();
  behind.delta("Hel");
  expect(behind.messageDone("Hello")).toBe("lo");
  const wrong = createTextAssembly();
  wrong.delta("Hullo");
  expect(wrong.messageDone("Hello")).toBe("");
  expect(wrong.text()).toBe("Hello");
});

test("however two messages are cut and repeated, what was shown is the answer", () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.string()), { maxLength: 4 }), fc.array(fc.boolean()), (messages, flags) => {
      const assembly = createTextAssembly();
      let shown = "";
      messages.forEach((deltas, index) => {
        const text = deltas.join("");
        if (flags[index * 2]) for (const delta of deltas) shown += assembly.delta(delta);
        if (flags[index * 2 + 1]) shown += assembly.partDone(text);
        shown += assembly.messageDone(text);
      });
      const whole = messages
        .map((deltas) => deltas.join(""))
        .filter((text) => text !== "")
        .join("\n\n");
      expect(assembly.completed(whole)).toBe("");
      expect(shown).toBe(whole);
      expect(assembly.text()).toBe(whole);
    }),
  );
});
