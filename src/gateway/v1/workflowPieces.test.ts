import fc from "fast-check";
import { expect, it } from "vitest";
import type { RunEvent, RunEventBody } from "@/types/run";
import { createTextPieces } from "./workflowPieces";
import { toAnswerText } from "./workflowText";

const output = { name: "answer", node: "o", from: { node: "m", port: "text" }, isStreamed: true };
const usage = { inputTokens: 1, cachedInputTokens: 0, outputTokens: 1, reasoningTokens: 0, totalTokens: 2 };

function tell(bodies: readonly RunEventBody[], isStreamed = true) {
  const pieces = createTextPieces({ ...output, isStreamed });
  const told = bodies.map((body, index) => {
    pieces.add({ seq: index + 1, at: "", ...body } as RunEvent);
    return pieces.take();
  });
  return { told, text: told.join(""), pieces };
}

const delta = (text: string, item?: number): RunEventBody => ({
  ...{ type: "node-delta", node: "m", text },
  ...(item === undefined ? {} : { item }),
});
const done = (item: number, text: string | undefined): RunEventBody => ({
  ...{ type: "node-item", node: "m", item, attempt: 1, durationMs: 1 },
  ...(text === undefined ? { status: "failed" as const } : { status: "done" as const, output: { text }, usage }),
});
const end = (text: string | string[]): RunEventBody => ({
  ...{ type: "node-end", node: "m", cached: false, durationMs: 1 },
  ...(typeof text === "string" ? { output: { text } } : { output: { text: text }, items: text.length }),
});

/** An item that failed before it had said anything is undefined. */
const itemsArbitrary = fc.array(fc.option(fc.string({ minLength: 1, maxLength: 12 }), { nil: undefined, freq: 4 }), {
  minLength: 1,
  maxLength: 6,
});

it("tells a list in the order of its items, whatever the order in which they are written and cut", () => {
  fc.assert(
    fc.property(itemsArbitrary, fc.infiniteStream(fc.nat()), (items, dice) => {
      const roll = (below: number) => (dice.next().value ?? 0) % below;
      const left = items.map((text) => text ?? "");
      const open = items.map((_, index) => index);
      const bodies: RunEventBody[] = [];
      while (open.length > 0) {
        const place = roll(open.length);
        const item = open[place] ?? 0;
        const rest = left[item] ?? "";
        const cut = roll(rest.length + 1);
        if (cut > 0) bodies.push(delta(rest.slice(0, cut), item));
        left[item] = rest.slice(cut);
        // The rest may come with the end alone.
        if (left[item] !== "" && roll(4) > 0) continue;
        bodies.push(done(item, items[item]));
        open.splice(place, 1);
      }
      const whole = items.map((text) => text ?? { error: { code: "timeout", message: "Late." } });
      bodies.push({ ...end([]), output: { text: whole } } as RunEventBody);
      const { text, pieces } = tell(bodies);
      expect(text).toBe(items.filter((one) => one !== undefined).join("\n\n"));
      expect([pieces.isWhole(), pieces.isTwice()]).toEqual([true, false]);
    }),
  );
});

it("tells what a model said before it used tools, and its answer after it, once", () => {
  const round = (toolCalls?: []): RunEventBody => ({
    ...{ type: "node-round", node: "m", round: 1 },
    output: { text: "", ...(toolCalls && { toolCalls }) },
  });
  const { text, pieces } = tell([delta("I look."), round([]), delta("\n\nHel"), delta("lo"), round(), end("Hello")]);
  expect([text, pieces.isTwice()]).toEqual(["I look.\n\nHello", false]);
  expect(tell([round([]), delta("Hello"), end("Hello")]).text).toBe("Hello");
  expect(tell([delta("I look."), round([]), end("Hello")]).text).toBe("I look.\n\nHello");
});

it("tells a text as it comes, and nothing twice at its end", () => {
  expect(tell([delta("He"), delta("llo"), end("Hello")]).told).toEqual(["He", "llo", ""]);
  expect(tell([delta("He"), end("Hello")]).told).toEqual(["He", "llo"]);
  expect(tell([delta("He"), end("Hello")], false).told).toEqual(["", "Hello"]);
});

it("lets the whole follow what the model then said in other words, and waits with a text that is begun anew", () => {
  const other = tell([delta("Hi"), end("Hello")]);
  expect([other.text, other.pieces.isTwice()]).toEqual(["Hi\n\nHello", true]);
  const again: RunEventBody = { type: "node-start", node: "m", attempt: 2, resent: true };
  expect(tell([delta("He"), again, delta("Hello"), end("Hello you")]).told).toEqual(["He", "", "", "llo you"]);
});

it.each([
  ["words", "words"],
  [null, ""],
  [["a", "b"], "a\n\nb"],
  [["a", { error: { code: "timeout", message: "Late." } }], "a"],
  [{ a: 1 }, '{\n  "a": 1\n}'],
  [[1, 2], "[\n  1,\n  2\n]"],
  [[], "[]"],
  [{ asset: "f00", mime: "image/png", bytes: 1 }, "![image/png](/api/assets/f00)"],
  [{ asset: "f00", mime: "application/pdf", bytes: 1, name: "a.pdf" }, "[a.pdf](/api/assets/f00)"],
])("shows %j as a text", (value, text) => {
  expect(toAnswerText(value as never)).toBe(text);
});

it("leaves out a node of the same name in a graph inside another", () => {
  const path = [{ node: "held" }];
  const inside = [delta("inner "), end("inner")].map((event) => ({ ...event, path }) as RunEventBody);
  expect(tell([...inside, delta("outer"), end("outer")]).text).toBe("outer");
});
