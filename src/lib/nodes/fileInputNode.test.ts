import { describe, expect, it } from "vitest";
import { fileInputNode } from "./fileInputNode";
import type { NodeAssets } from "./nodeKind";
import { runKind } from "./testContext";

const files: Record<string, string> = {
  table: "name,age\nAda,36",
  list: '[{"a":1},2]',
  words: "hello",
  object: '{"ideas":["owl"]}',
};
const none = () => Promise.reject(new Error("not a picture"));
const assets: NodeAssets = {
  fromDataUrl: none,
  toDataUrl: none,
  toFileUrl: none,
  toBytes: none,
  keep: none,
  toText: async ({ asset }) => files[asset] ?? "",
};
const file = (asset: string) => ({ asset, mime: "text/plain", bytes: 1 });
const read = async (data: Record<string, unknown>, runInputs = {}) =>
  (await runKind(fileInputNode, { data, assets, runInputs })).result.output;

describe("a file node", () => {
  it("gives a file as text, as rows, or as the items of its JSON", async () => {
    expect(await read({ asset: file("words"), as: "text" })).toEqual({ text: "hello" });
    expect(await read({ asset: file("table"), as: "csv" })).toEqual({ items: [{ name: "Ada", age: "36" }] });
    expect(await read({ asset: file("list"), as: "json" })).toEqual({ items: [{ a: 1 }, 2] });
    expect(await read({ asset: file("object"), as: "json" })).toEqual({ items: { ideas: ["owl"] } });
  });

  it("takes a file, or its content, that is given with the run instead", async () => {
    const data = { asset: file("words"), as: "csv", input: "rows" };
    expect(await read(data, { rows: file("table") })).toEqual({ items: [{ name: "Ada", age: "36" }] });
    expect(await read(data, { rows: "x\n1" })).toEqual({ items: [{ x: "1" }] });
    expect(await read(data, { rows: [{ x: 1 }] })).toEqual({ items: [{ x: 1 }] });
  });

  it("has a text port or a port of items, as it is read", () => {
    expect(fileInputNode.ports({ as: "text" }).outputs).toEqual([{ name: "text", type: "text" }]);
    expect(fileInputNode.ports({ as: "csv" }).outputs).toEqual([{ name: "items", type: "json", list: true }]);
  });

  it("is refused without a file, unless one comes with the run", () => {
    const data = { as: "text" as const, input: "file" };
    expect(fileInputNode.problem?.(data, { wired: new Set(), runInputs: {} })).toContain("no file");
    expect(fileInputNode.problem?.(data, { wired: new Set(), runInputs: { file: "x" } })).toBeUndefined();
  });
});
