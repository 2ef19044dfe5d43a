import { describe, expect, it } from "vitest";
import { createNodeAssets } from "./nodeAssets";

const bytesOf = (bytes: Uint8Array) =>
  createNodeAssets({
    put: async (content, mime) => ({ asset: "a", mime, bytes: content.byteLength }),
    get: async () => bytes,
  }).toText({ asset: "a", mime: "text/csv", bytes: bytes.byteLength });

describe("a file as text", () => {
  it("is read as UTF-8, without its byte order mark", async () => {
    expect(await bytesOf(Buffer.from("\uFEFFnaïve 이름"))).toBe("naïve 이름");
  });

  it("is read as UTF-16 where its first bytes say so", async () => {
    expect(await bytesOf(Buffer.from("\uFEFFa,b", "utf16le"))).toBe("a,b");
  });

  it("is refused when it is something else, instead of being read wrongly", async () => {
    await expect(bytesOf(Buffer.from("caf\u00e9", "latin1"))).rejects.toMatchObject({ code: "invalid_request" });
  });
});
