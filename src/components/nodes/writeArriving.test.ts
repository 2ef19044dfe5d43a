import fc from "fast-check";
import { expect, it } from "vitest";
import { writeArriving } from "./writeArriving";

const text = "One two three four five";

function showing(from: number, to: number) {
  const element = document.createElement("span");
  writeArriving(element, text.slice(0, to), from, 0);
  return element;
}

it("keeps the text node that stands there, by which a selection holds, through words that come and a cut", () => {
  const element = showing(0, 13);
  const { firstChild } = element;
  writeArriving(element, text, 4, 0);
  expect(element.textContent).toBe("two three four five");
  expect(element.firstChild).toBe(firstChild);
});

it("brings the beginning back", () => {
  const element = showing(4, 13);
  writeArriving(element, text, 0, 4);
  expect(element.textContent).toBe(text);
});

it("cuts past all that stood there", () => {
  const element = showing(0, 3);
  writeArriving(element, text, 8, 0);
  expect(element.textContent).toBe("three four five");
});

it("shows another text as a whole", () => {
  const element = showing(4, 13);
  writeArriving(element, "Six seven", 0, 4);
  expect(element.textContent).toBe("Six seven");
});

it("shows what is asked for after any steps", () => {
  const step = fc.record({ grow: fc.string(), cut: fc.double({ min: 0, max: 1, noNaN: true }), isNew: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const element = document.createElement("span");
      let [whole, shownFrom] = ["", 0];
      for (const { grow, cut, isNew } of steps) {
        whole = isNew ? grow : whole + grow;
        const from = Math.floor(cut * whole.length);
        writeArriving(element, whole, from, shownFrom);
        shownFrom = from;
        expect(element.textContent).toBe(whole.slice(from));
      }
    }),
  );
});
