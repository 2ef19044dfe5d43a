import { describe, expect, it } from "vitest";
import { pdf } from "@/lib/worker/documents/testDocuments";
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

  it("stays as it was for those who read text, tables and JSON", () => {
    expect(fileInputNode.version).toBe(1);
    expect(fileInputNode.defaults()).toEqual({ as: "text" });
    expect(fileInputNode.schema.parse({ as: "csv", fileName: "a.csv" })).toEqual({ as: "csv", fileName: "a.csv" });
  });

  it("is refused without a file, unless one comes with the run", () => {
    const data = { as: "text" as const, input: "file" };
    expect(fileInputNode.problem?.(data, { wired: new Set(), runInputs: {} })).toEqual({
      fault: "has no file: choose one",
      missing: { kind: "file" },
    });
    expect(fileInputNode.problem?.(data, { wired: new Set(), runInputs: { file: "x" } })).toBeUndefined();
  });
});

describe("a file node that reads a document", () => {
  const kept: (string | Uint8Array)[] = [];
  const reading = (bytes: Uint8Array): NodeAssets => ({
    ...assets,
    toBytes: async () => bytes,
    keep: async (content) => {
      kept.push(content);
      return { asset: String(kept.length), mime: "x", bytes: content.length };
    },
  });
  // Other bytes have another name.
  const pdfFile = (bytes: Uint8Array) => ({
    asset: String(bytes.length),
    mime: "application/pdf",
    bytes: bytes.length,
  });
  const readDocument = (bytes: Uint8Array, data: Record<string, unknown> = {}, runInputs = {}) =>
    runKind(fileInputNode, {
      data: { as: "document", asset: pdfFile(bytes), fileName: "paper.pdf", ...data },
      assets: reading(bytes),
      runInputs,
    });

  it("gives its text, its pages, and the file under its name", async () => {
    const paper = pdf([["one"], ["two"]]);
    const { result, notices } = await readDocument(paper);
    expect(result.output).toEqual({
      text: "--- Page 1 ---\none\n\n--- Page 2 ---\ntwo",
      pages: ["one", "two"],
      file: { ...pdfFile(paper), name: "paper.pdf" },
    });
    expect(notices).toEqual([]);
  });

  it("names the pages without text in a notice, and refuses a scan", async () => {
    const { notices } = await readDocument(pdf([["one"], []]));
    expect(notices).toMatchObject([{ code: "pages_without_text", message: /: 2\./ }]);
    await expect(readDocument(pdf([[]]))).rejects.toMatchObject({ code: "unsupported_file", facts: { scan: true } });
  });

  it("gives pages without text as pictures, on a port of their own", async () => {
    kept.length = 0;
    const { result } = await readDocument(pdf([[], []]), { scans: "pictures" });
    expect(result.output.pages).toEqual(["", ""]);
    expect(result.output.images).toMatchObject([{ asset: "1" }, { asset: "2" }]);
    expect(kept.map((picture) => picture[0])).toEqual([0xff, 0xff]);
    const { outputs } = fileInputNode.ports({ as: "document", scans: "pictures" });
    expect(outputs.map(({ name }) => name)).toEqual(["text", "pages", "file", "images"]);
    expect(fileInputNode.ports({ as: "document" }).outputs.map(({ name }) => name)).not.toContain("images");
  });

  it("takes an asset, a data URL or a text that is given with the run", async () => {
    kept.length = 0;
    const given = { asset: "g", mime: "application/pdf", bytes: 3 };
    const data = { input: "paper" };
    const read = async (paper: unknown) => (await readDocument(pdf([["one"]]), data, { paper })).result.output;
    expect((await read(given)).file).toEqual(given);
    await read("data:application/pdf;base64,JVBERi0=");
    await read("# Title");
    expect(kept).toEqual(["data:application/pdf;base64,JVBERi0=", new TextEncoder().encode("# Title")]);
  });
});
