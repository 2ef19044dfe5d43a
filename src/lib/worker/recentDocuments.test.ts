import { describe, expect, it } from "vitest";
import type { DocumentPart, NodeWork } from "@/lib/nodes/nodeKind";
import { rememberDocuments } from "./recentDocuments";

function counted(maxKept?: number) {
  let reads = 0;
  const readPages: NodeWork["readDocument"] = async function* (bytes): AsyncGenerator<DocumentPart> {
    reads++;
    yield { unit: "page", pages: 2 };
    yield { page: `text of ${bytes.length} bytes` };
    yield { page: "second" };
  };
  return { read: rememberDocuments(readPages, maxKept), reads: () => reads };
}
async function all(parts: AsyncIterable<DocumentPart>) {
  const list: DocumentPart[] = [];
  for await (const part of parts) list.push(part);
  return list;
}

describe("a document that was read", () => {
  it("is not read again, unless its pages without text are wanted in another way", async () => {
    const { read, reads } = counted();
    const first = await all(read(new Uint8Array(5), { asset: "a" }));
    expect(first).toHaveLength(3);
    expect(await all(read(new Uint8Array(5), { asset: "a" }))).toEqual(first);
    expect(reads()).toBe(1);
    await all(read(new Uint8Array(5), { asset: "a", scans: "empty" }));
    await all(read(new Uint8Array(5), {}));
    await all(read(new Uint8Array(5), {}));
    expect(reads()).toBe(4);
  });

  it("is read again when it was not read to its end", async () => {
    const { read, reads } = counted();
    for await (const part of read(new Uint8Array(5), { asset: "a" })) if ("page" in part) break;
    expect(await all(read(new Uint8Array(5), { asset: "a" }))).toHaveLength(3);
    expect(reads()).toBe(2);
  });

  it("makes room for others, the oldest first, and is not kept when it is too large", async () => {
    const { read, reads } = counted(300); // each takes some 120
    for (const asset of ["a", "b", "c", "c", "b", "a"]) await all(read(new Uint8Array(5), { asset }));
    expect(reads()).toBe(4);
    const small = counted(50);
    for (const asset of ["a", "a"]) await all(small.read(new Uint8Array(5), { asset }));
    expect(small.reads()).toBe(2);
  });
});
