import { describe, expect, it } from "vitest";
import { json, KEY, sender, serve } from "./testRequests";

describe("a secret", () => {
  it("is sent to its origin, encoded where it stands, and is in no answer that repeats it", async () => {
    const { seen, origin } = await serve(({ url, headers, body }, response) => {
      response.end(JSON.stringify({ url, key: headers["x-key"], body }));
    });
    const { ask } = await sender({ KEY: [origin] });
    const data = {
      method: "POST",
      url: `${origin}/?k={{secret:KEY}}`,
      body: '{"k":"{{secret:KEY}}","v":{{secret:KEY}}}',
    };
    const { body } = await ask({ ...data, headers: { "x-key": "{{secret:KEY}}" }, as: "text" });
    expect(seen[0]).toMatchObject({ url: `/?k=${encodeURIComponent(KEY)}`, headers: { "x-key": KEY } });
    expect(JSON.parse(seen[0]?.body ?? "")).toEqual({ k: KEY, v: KEY });
    expect(String(body)).not.toContain("s3cret");
    expect(JSON.parse(String(body)).key).toBe("{{secret:KEY}}");
  });

  it("goes nowhere else: not at first, not in what a server sends on, and in no words", async () => {
    const other = await serve(({ headers, body }, response) => response.end(JSON.stringify({ headers, body })));
    const { origin } = await serve(({ url }, response) => {
      const status = url?.startsWith("/308") ? 308 : 302;
      response.writeHead(status, { location: `${other.origin}/next` }).end();
    });
    const { ask, fail } = await sender({ KEY: [origin] });
    const wrong = await fail({ url: other.origin, headers: { a: "{{secret:KEY}}" } });
    expect(wrong).toMatchObject({ code: "egress_blocked", facts: { secret: "KEY" } });
    expect(other.seen).toEqual([]);
    const headers = {
      authorization: "Bearer {{secret:KEY}}",
      "x-key": "{{secret:KEY}}",
      "x-plain": "1",
      cookie: "a=b",
    };
    await ask({ url: `${origin}/302`, headers, as: "json" });
    expect(other.seen[0]?.headers).toMatchObject({ "x-plain": "1" });
    expect(JSON.stringify(other.seen)).not.toContain("s3cret");
    expect(Object.keys(other.seen[0]?.headers ?? {})).not.toEqual(expect.arrayContaining(["cookie"]));
    const inBody = await fail({ method: "POST", url: `${origin}/308`, body: "{{secret:KEY}}" });
    expect(inBody).toMatchObject({ code: "egress_blocked" });
    expect(other.seen).toHaveLength(1);
    for (const { message, facts } of [wrong, inBody])
      expect(JSON.stringify({ message, facts })).not.toContain("s3cret");
  });

  it("that is not there fails before anything is sent", async () => {
    const { seen, origin } = await serve(json({}));
    const { fail } = await sender();
    expect(await fail({ url: origin, headers: { a: "{{secret:NONE}}" } })).toMatchObject({ code: "not_found" });
    expect(seen).toEqual([]);
  });

  it("is in no error of a header or an address that it breaks", async () => {
    const { fail } = await sender({ KEY: ["https://a.example"] });
    for (const data of [{ url: "{{secret:KEY}}" }, { url: "https://a.example", headers: { a: "ü→{{secret:KEY}}" } }]) {
      const { message, facts } = await fail(data);
      expect(JSON.stringify({ message, facts })).not.toContain("s3cret");
    }
  });
});
