import { expect, test } from "vitest";
import { toUnreadable } from "./unreadable";

const asked = { upstream: "ChatGPT", model: "m" };

test.each([
  [{ object: "list", type: "x" }, ' (it is called "list")'],
  [{ type: "pong" }, ' (it is called "pong")'],
  [{ type: "x".repeat(80) }, ` (it is called "${"x".repeat(60)}")`],
  [{ object: 5 }, ""],
  [undefined, ""],
])("%j is told as what it calls itself, and is never asked for again", (foreign, called) => {
  const { error, ...rest } = toUnreadable(foreign, asked);
  expect(rest).toEqual({});
  expect(error).toMatchObject({
    code: "upstream_rejected",
    message: `ChatGPT answered in a form that was not asked for${called}, so it could not be read. Check that the base URL leads to the right API.`,
  });
});

test("what it says is told too", () => {
  expect(toUnreadable("Welcome", asked).error.facts.upstreamMessage).toBe("Welcome");
});
