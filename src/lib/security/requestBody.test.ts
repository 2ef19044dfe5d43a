import { describe, expect, it } from "vitest";
import { MAX_DEPTH } from "@/types/workflow";
import { parseJson, readBytes, readJson } from "./requestBody";

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
    const nested = (levels: number) => parseJson(`${"[".repeat(levels)}1${"]".repeat(levels)}`);
    expect(() => nested(MAX_DEPTH)).not.toThrow();
    expect(() => nested(MAX_DEPTH + 1)).toThrow(`nested deeper than ${MAX_DEPTH} levels`);
  });

  it("takes an empty body as an empty object and refuses half a one", () => {
    expect(parseJson("")).toEqual({});
    expect(() => parseJson('{"a":')).toThrow(expect.objectContaining({ code: "invalid_request" }));
  });
});

describe("a JSON body", () => {
  it("keeps the digits of a run's inputs, and leaves the numbers of a document", async () => {
    const body = '{"inputs":{"rows":[{"id":9007199254740993}]},"workflow":{"maximum":9007199254740993}}';
    expect(await readJson(post(body), 1000)).toEqual({
      inputs: { rows: [{ id: "9007199254740993" }] },
      workflow: { maximum: 9007199254740992 },
    });
  });

  it("is refused where it is not in UTF-8: letters would be lost", async () => {
    const latin = new Uint8Array([...new TextEncoder().encode('{"name":"Zo')].concat(0xeb, 0x22, 0x7d));
    await expect(readJson(post(latin), 1000)).rejects.toMatchObject({ code: "invalid_request", message: /UTF-8/ });
  });
});
