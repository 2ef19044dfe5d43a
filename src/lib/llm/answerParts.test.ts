import fc from "fast-check";
import { expect, test } from "vitest";
import type { Source } from "@/types/llm";
import { createAnswerParts, toShown } from "./answerParts";

/** Pages of a small web, at places or without one, so that equal ones are common. */
const anySource: fc.Arbitrary<Source> = fc
  .record({
    page: fc.constantFrom("a", "b", "c"),
    title: fc.option(fc.constantFrom("One", "Two"), { nil: undefined }),
    place: fc.option(fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 3 })), { nil: undefined }),
  })
  .map(({ page, title, place }) => ({
    url: `https://${page}.example/`,
    ...(title === undefined ? {} : { title }),
    ...(place === undefined ? {} : { start: place[0], end: place[0] + place[1] }),
  }));

function sourcesOf(sources: Source[]): Source[] {
  const { note, parts } = createAnswerParts();
  for (const source of sources) note({ type: "source", ...source });
  return parts().sources ?? [];
}

const placeOf = ({ url, start, end }: Source) => JSON.stringify([url, start, end]);

test("every page that was named stays, at every place, once, and in the order of the text", () => {
  fc.assert(
    fc.property(fc.array(anySource, { maxLength: 12 }), (given) => {
      const sources = sourcesOf(given);
      const places = sources.map(placeOf);
      expect(new Set(places).size).toBe(places.length);
      expect(new Set(sources.map(({ url }) => url))).toEqual(new Set(given.map(({ url }) => url)));
      const placed = given.filter(({ start }) => start !== undefined).map(placeOf);
      expect(places).toEqual(expect.arrayContaining(placed));
      const starts = sources.map(({ start = Number.POSITIVE_INFINITY }) => start);
      expect(starts).toEqual(starts.toSorted((a, b) => a - b));
      expect(sourcesOf(sources)).toEqual(sources);
    }),
  );
});

test("a page has a title as soon as it was told with one at that place", () => {
  const bare = { url: "https://a.example/", start: 0, end: 3 };
  expect(sourcesOf([bare, { ...bare, title: "A" }, { ...bare, title: "B" }])).toEqual([{ ...bare, title: "A" }]);
});

test("what an answer does not have is not there", () => {
  expect(createAnswerParts().parts()).toEqual({});
});

test.each(["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "turn0search1", ""])(
  "%j is no page of the web, so it is no source",
  (url) => {
    expect(toShown({ type: "source", url, title: "Page" })).toBeUndefined();
  },
);

test("a source keeps its place, and of a title without end its beginning", () => {
  const source = { type: "source", url: "HTTPS://a.example/", start: 1, end: 4 } as const;
  expect(toShown(source)).toEqual(source);
  expect(toShown({ ...source, title: "x".repeat(1000) })).toEqual({ ...source, title: "x".repeat(300) });
});
