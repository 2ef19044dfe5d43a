import { expect, it } from "vitest";
import { readHeaderLines } from "./headerLines";

it.each([
  ["", {}],
  ["Authorization: Bearer a:b=", { Authorization: "Bearer a:b=" }],
  ["\n X-A :  b \n\nX-C", { "X-A": "b", "X-C": null }],
  ["X-A:", { "X-A": null }],
])("%j is read", (text, headers) => {
  expect(readHeaderLines(text)).toEqual({ headers });
});

it("a line of another form is named", () => {
  expect(readHeaderLines("X-A: b\nBearer abc")).toEqual({ wrongLine: 2 });
});
