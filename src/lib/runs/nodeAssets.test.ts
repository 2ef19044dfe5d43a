import { describe, expect, it } from "vitest";
import { createNodeAssets } from "./nodeAssets";

const bytesOf = (bytes: Uint8Array) =>
  createNodeAssets({
    put: async (content, mime) => ({ asset: "a", mime, bytes: content.byteLength }),
    get: async () => bytes,
  }).toText({ asset: "a", mime: "text/csv", bytes: bytes.byteLength });

const png = Buffer.from("89504e470d0a1a0a0000", "hex");
const jpeg = Buffer.from("ffd8ffe000104a46", "hex");

describe("a picture", () => {
  const assets = createNodeAssets({
    put: async (content, mime) => ({ asset: "a", mime, bytes: content.byteLength }),
    get: async (asset) => (asset === "jpeg" ? jpeg : Buffer.from("<svg/>")),
  });

  it("is what its bytes are, not what its address or its reference says", async () => {
    const url = `data:image/jpeg;base64,${png.toString("base64")}`;
    expect(await assets.fromDataUrl(url)).toMatchObject({ mime: "image/png" });
    expect(await assets.toDataUrl({ asset: "jpeg", mime: "image/png", bytes: 8 })).toMatch(/^data:image\/jpeg;/);
  });

  it("comes as it is kept where any file will do", async () => {
    const url = await assets.toFileUrl({ asset: "a", mime: "application/pdf", bytes: 6 });
    expect(url).toBe(`data:application/pdf;base64,${Buffer.from("<svg/>").toString("base64")}`);
  });

  it("is refused when its bytes are none", async () => {
    const url = `data:image/png;base64,${Buffer.from("a,b").toString("base64")}`;
    await expect(async () => assets.fromDataUrl(url)).rejects.toMatchObject({ code: "invalid_request" });
    const other = assets.toDataUrl({ asset: "svg", mime: "image/png", bytes: 6 });
    await expect(other).rejects.toMatchObject({ code: "invalid_request" });
  });
});

describe("a file as text", () => {
  it("is read as UTF-8, without its byte order mark", async () => {
    expect(await bytesOf(Buffer.from("\uFEFFnaïve 이름"))).toBe("naïve 이름");
  });

  it("is read as UTF-16 where its first bytes say so", async () => {
    expect(await bytesOf(Buffer.from("\uFEFFa,b", "utf16le"))).toBe("a,b");
  });

  it("is not read from a picture, whatever it is called", async () => {
    await expect(bytesOf(png)).rejects.toMatchObject({ code: "invalid_request", message: /picture/ });
  });

  it("is refused when it is something else, instead of being read wrongly", async () => {
    await expect(bytesOf(Buffer.from("caf\u00e9", "latin1"))).rejects.toMatchObject({ code: "invalid_request" });
  });
});

describe("a file that is kept", () => {
  const assets = createNodeAssets({
    put: async (content, mime) => ({ asset: "a", mime, bytes: content.byteLength }),
    get: async () => png,
  });
  const url = (mime: string, content: string) => `data:${mime};base64,${Buffer.from(content).toString("base64")}`;

  it("is what its bytes are, from bytes or a data URL", async () => {
    expect(await assets.keep(jpeg)).toEqual({ asset: "a", mime: "image/jpeg", bytes: 8 });
    expect(await assets.keep(url("image/png", "%PDF-1.4"))).toMatchObject({ mime: "application/pdf", bytes: 8 });
    expect(await assets.keep(url("text/plain", "# A"))).toMatchObject({ mime: "text/markdown" });
  });

  it("is refused when it is nothing that can be read", async () => {
    await expect(assets.keep(Uint8Array.from([0, 1]))).rejects.toMatchObject({ code: "unsupported_file" });
    await expect(assets.keep("data:nothing")).rejects.toMatchObject({ code: "invalid_request" });
  });
});
