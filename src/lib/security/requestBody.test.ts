import { describe, expect, it } from "vitest";
import { parseJson, readBytes } from "./requestBody";

const post = (body: BodyInit) => new Request("http://localhost/", { method: "POST", body });

describe("reading a body", () => {
  it("stops as soon as the cap is passed, whatever the length header says", async () => {
    let pulled = 0;
    const endless = new ReadableStream({
      pull: (controller) => {
        pulled++;
        controller.enqueue(new Uint8Array(1000));
      },
    });
    const request = new Request("http://localhost/", { method: "POST", body: endless, duplex: "half" } as RequestInit);
    await expect(readBytes(request, 5000)).rejects.toMatchObject({ code: "too_large" });
    expect(pulled).toBeLessThan(10);
  });

  it("gives the bytes that fit", async () => {
    expect(new TextDecoder().decode(await readBytes(post("héllo"), 100))).toBe("héllo");
  });
});

describe("parsing JSON", () => {
  it.each(['{"__proto__":{"x":1}}', '{"a":[{"constructor":1}]}', '{"a":{"prototype":{}}}'])("refuses %s", (text) => {
    expect(() => parseJson(text)).toThrow(expect.objectContaining({ code: "invalid_request" }));
  });

  it("refuses nesting that would overflow whoever walks it", () => {
    expect(() => parseJson(`${"[".repeat(100_000)}${"]".repeat(100_000)}`)).toThrow(/JSON/);
    expect(() => parseJson(`${"[".repeat(60)}1${"]".repeat(60)}`)).not.toThrow();
  });

  it("takes an empty body as an empty object and refuses half a one", () => {
    expect(parseJson("")).toEqual({});
    expect(() => parseJson('{"a":')).toThrow(expect.objectContaining({ code: "invalid_request" }));
  });
});
