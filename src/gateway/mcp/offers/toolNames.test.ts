import { expect, it } from "vitest";
import { toToolNames } from "./toolNames";

const namesOf = (names: string[], taken: string[] = []) =>
  Array.from(
    toToolNames(
      names.map((name, index) => ({ id: `id-${index}`, name })),
      new Set(taken),
    ).values(),
  );

it("makes a name of a title that every client takes", () => {
  expect(namesOf(["Summarize: an article!", "Über  Café", "2nd try"])).toEqual([
    "summarize_an_article",
    "uber_cafe",
    "2nd_try",
  ]);
  const [long = ""] = namesOf(["word ".repeat(40)]);
  expect(long.length).toBeLessThanOrEqual(40);
  expect(long).toMatch(/^[a-z0-9_]*[a-z0-9]$/);
});

it("tells titles apart that meet, in any order", () => {
  const [first, second] = namesOf(["Digest", "digest"]);
  expect(first).toMatch(/^digest_[0-9a-f]{6}$/);
  expect(second).not.toBe(first);
  const turned = toToolNames(
    [
      { id: "id-1", name: "digest" },
      { id: "id-0", name: "Digest" },
    ],
    new Set(),
  );
  expect(turned.get("id-0")).toBe(first);
});

it("has a name for a title in another script, and for one that is taken", () => {
  expect(namesOf(["요약", "run workflow"], ["run_workflow"])).toEqual([
    expect.stringMatching(/^workflow_[0-9a-f]{6}$/),
    expect.stringMatching(/^run_workflow_[0-9a-f]{6}$/),
  ]);
});
