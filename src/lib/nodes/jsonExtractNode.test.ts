import { describe, expect, it } from "vitest";
import { jsonExtractNode } from "./jsonExtractNode";
import { runKind } from "./testContext";

// The examples of RFC 6901, section 5.
const document = {
  foo: ["bar", "baz"],
  "": 0,
  "a/b": 1,
  "c%d": 2,
  "e^f": 3,
  "g|h": 4,
  "i\\j": 5,
  'k"l': 6,
  " ": 7,
  "m~n": 8,
};

const extract = async (path: string, json: unknown = document) =>
  (await runKind(jsonExtractNode, { data: { path }, inputs: { json: json as never } })).result.output.value;

describe("a JSON extract node", () => {
  it.each([
    ["", document],
    ["/foo", ["bar", "baz"]],
    ["/foo/0", "bar"],
    ["/", 0],
    ["/a~1b", 1],
    ["/c%d", 2],
    ["/e^f", 3],
    ["/g|h", 4],
    ["/i\\j", 5],
    ['/k"l', 6],
    ["/ ", 7],
    ["/m~0n", 8],
  ])("finds %j", async (path, expected) => {
    expect(await extract(path)).toEqual(expected);
  });

  it("does not decode twice", async () => {
    expect(await extract("/~01", { "~1": "yes" })).toBe("yes");
  });

  it.each(["/nobody", "/foo/2", "/foo/01", "/foo/-", "/foo/length", "/toString", "/foo/0/x"])(
    "finds nothing at %j and says so",
    async (path) => {
      await expect(extract(path)).rejects.toMatchObject({ code: "invalid_request", facts: { path } });
    },
  );

  it("finds null where null stands", async () => {
    expect(await extract("/a", { a: null })).toBeNull();
  });

  it.each(["foo", "#/foo", "/a~2", "/a~"])("is refused with %j, which is no pointer", (path) => {
    expect(jsonExtractNode.problem?.({ path }, { wired: new Set(), runInputs: {} })).toContain(path);
  });
});
