import { expect, it } from "vitest";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { createBodyReader } from "./bodyReader";
import { parseJson, readJson } from "./requestBody";

const nested = (levels: number, inside = "1") => `${"[".repeat(levels)}${inside}${"]".repeat(levels)}`;

it.each(['{"__proto__":{"x":1}}', '{"a":[{"constructor":1}]}', '{"a":{"\\u0070rototype":{}}}'])(
  "refuses %s",
  (text) => {
    expect(() => parseJson(text)).toThrow(expect.objectContaining({ code: "invalid_request" }));
  },
);

it("takes 64 levels and refuses one more, before anything is parsed", () => {
  expect(parseJson(nested(64))).toEqual(JSON.parse(nested(64)));
  expect(() => parseJson(nested(65))).toThrow("nested deeper than 64 levels");
  expect(() => parseJson("[".repeat(65))).toThrow("nested deeper than 64 levels");
  expect(() => parseJson('{"a":'.repeat(65))).toThrow("nested deeper than 64 levels");
});

it("does not count brackets that are text, nor quotes that are escaped", () => {
  const text = JSON.stringify({ a: "[{".repeat(100), b: `${'"'.repeat(7)}${"[".repeat(100)}\\`, c: "\\" });
  expect(parseJson(text)).toEqual(JSON.parse(text));
  expect(() => parseJson(`["\\\\",${"[".repeat(64)}`)).toThrow("nested deeper");
});

it("takes a million values and refuses more", () => {
  const list = (values: number) =>
    `[${Array(values - 1)
      .fill("1")
      .join()}]`;
  expect(parseJson(list(1_000_000))).toHaveLength(999_999);
  const refusal = expect.objectContaining({ code: "too_large", message: expect.stringContaining("as a file") });
  expect(() => parseJson(list(1_000_001))).toThrow(refusal);
  expect(() => parseJson(`[${"{},".repeat(600_000)}{}]`)).toThrow(refusal);
});

it("takes an empty body as an empty object and refuses half a one", () => {
  expect(parseJson("")).toEqual({});
  expect(() => parseJson('{"a":')).toThrow("This is not valid JSON.");
});

it("refuses a request while it arrives, and bytes that are no UTF-8", async () => {
  const bodies = createBodyReader({ directory: await testDirectory() });
  const read = (body: BodyInit, maxBytes = 10_000_000) =>
    readJson(
      bodies,
      new Request("http://localhost/", { method: "POST", body, duplex: "half" } as RequestInit),
      maxBytes,
    );
  let pulled = 0;
  const endless = new ReadableStream({
    pull: (controller) => {
      pulled++;
      controller.enqueue(new TextEncoder().encode("[".repeat(20)));
    },
  });
  await expect(read(endless)).rejects.toThrow("nested deeper");
  expect(pulled).toBeLessThan(8);
  await expect(read(Uint8Array.from([0x22, 0xe9, 0x22]))).rejects.toThrow("not written in UTF-8");
  expect(await read('{"é":"€"}')).toEqual({ é: "€" });
  await expect(read('{"a":1}', 6)).rejects.toMatchObject({ code: "too_large" });
});

it("keeps the digits of a run's inputs, and leaves the numbers of a document", async () => {
  const body = '{"inputs":{"rows":[{"id":9007199254740993}]},"workflow":{"maximum":9007199254740993}}';
  const bodies = createBodyReader({ directory: await testDirectory() });
  expect(await readJson(bodies, new Request("http://localhost/", { method: "POST", body }), 1000)).toEqual({
    inputs: { rows: [{ id: "9007199254740993" }] },
    workflow: { maximum: 9007199254740992 },
  });
});
