import fc from "fast-check";
import { expect, it } from "vitest";
import { createWholeEvents } from "./wholeEvents";

const ends = ["\n", "\r\n", "\r"];
const events = ["event: a\ndata: {\n\n", "data: é€𝄞\n\n", ": only a comment\n\n", "id: 3\nretry: 5\n\n"];

/** What goes on of a stream that comes in pieces of these lengths. */
function handedOn(stream: Buffer, lengths: number[]): Buffer[] {
  const whole = createWholeEvents();
  const given: Buffer[] = [];
  for (let at = 0, index = 0; at < stream.length; index++) {
    const length = lengths[index % lengths.length] ?? 1;
    given.push(whole.take(stream.subarray(at, at + length)) ?? Buffer.alloc(0));
    at += length;
  }
  return given;
}

it("gives a stream as it is, each time up to the end of an event, however it is cut and lines end", () => {
  const streams = fc.tuple(fc.array(fc.constantFrom(...events), { minLength: 1 }), fc.constantFrom(...ends));
  const lengths = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1 });
  const check = ([list, lineEnd]: [string[], string], cuts: number[]) => {
    const stream = list.join("").replaceAll("\n", lineEnd);
    const given = handedOn(Buffer.from(stream), cuts);
    let sent = "";
    for (const bytes of given.filter(({ length }) => length > 0)) {
      sent += bytes.toString();
      expect(sent).toMatch(/(\n\n|\r\r|\r\n\r\n?)$/);
    }
    // The last line feed of a blank line may come alone.
    expect([stream, stream.slice(0, -1)]).toContain(sent);
  };
  fc.assert(fc.property(streams, lengths, check));
});

it("holds back what begins an event, and gives it as a whole one when asked for the rest", () => {
  const whole = createWholeEvents();
  expect(whole.take(Buffer.from("data: 1\n\ndata: {"))?.toString()).toBe("data: 1\n\n");
  expect(whole.isBetween()).toBe(false);
  expect(whole.rest()?.toString()).toBe("data: {\n\n");
});

it("does not wait for the end of an event that has none", () => {
  const whole = createWholeEvents(100);
  expect(() => handedOn(Buffer.alloc(90, "x"), [7])).not.toThrow();
  whole.take(Buffer.alloc(90, "x"));
  expect(() => whole.take(Buffer.alloc(20, "x"))).toThrow(RangeError);
});
