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

  it.each([
    "https://{{secret:KEY}}.evil.example/",
    "https:///{{secret:KEY}}.evil.example/",
    "http://{{secret:KEY}}.evil.example/",
    "{{secret:KEY}}.evil.example/a",
    "https://{{secret:KEY}}/",
    "https://a.example:{{secret:KEY}}/",
  ])("is not told by the words that refuse %s", async (url) => {
    for (const value of ["s3cret-value", "https://s3cret-value", "10.0.0.77", "4242"]) {
      const secrets = { open: async () => ({ value, origins: ["https://a.example"] }) };
      const { message, facts } = await (await sender({}, { secrets })).fail({ url });
      expect(JSON.stringify({ message, facts })).not.toContain(value.replace("https://", ""));
    }
  });

  it.each([
    ["as it was sent", (url: string) => url],
    ["with + for spaces", (url: string) => url.replaceAll("%20", "+")],
  ])("does not go along where a server sends its address on, %s", async (_, rewrite) => {
    const other = await serve(json({ ok: true }));
    const { origin } = await serve(({ url = "" }, response) => {
      response.writeHead(307, { location: `${other.origin}${rewrite(url)}` }).end();
    });
    const data = { url: `${origin}/?k={{secret:KEY}}`, as: "json" };
    const { code, message, facts } = await (await sender({ KEY: [origin] })).fail(data);
    expect({ code, facts }).toEqual({ code: "egress_blocked", facts: { secret: "KEY" } });
    expect(message).not.toContain("s3cret");
    expect(other.seen).toEqual([]);
    const both = await sender({ KEY: [origin, other.origin] });
    expect((await both.ask(data)).body).toEqual({ ok: true });
  });

  it("is not told where a server makes it the host that it sends on to", async () => {
    const { origin } = await serve((_, response) => {
      response.writeHead(308, { location: "https://s3cret-value.evil.example/" }).end();
    });
    const secrets = { open: async () => ({ value: "s3cret-value", origins: [origin] }) };
    const { fail } = await sender({}, { secrets });
    for (const body of ["{{secret:KEY}}", "x"]) {
      const headers = { a: "{{secret:KEY}}" };
      const { code, message, facts } = await fail({ method: "POST", url: origin, headers, body });
      expect(code).toBe("egress_blocked");
      expect(JSON.stringify({ message, facts })).not.toContain("s3cret-value");
    }
  });

  it("may be all of an address that it goes to", async () => {
    const { seen, origin } = await serve(json({ ok: true }));
    const secrets = { open: async () => ({ value: `${origin}/hooks/1`, origins: [origin] }) };
    expect(await (await sender({}, { secrets })).ask({ url: "{{secret:KEY}}", as: "json" })).toMatchObject({
      ...{ status: 200, body: { ok: true } },
    });
    expect(seen).toMatchObject([{ url: "/hooks/1" }]);
  });

  it("is not in the words of a status, and not left in part where another one begins as it does", async () => {
    const values: Record<string, string> = { SHORT: "s3cret", LONG: "s3cret-and-more" };
    const { origin } = await serve((_, response) => response.writeHead(400, `No ${values.SHORT}`).end(values.LONG));
    const secrets = { open: async (name: string) => ({ value: values[name] ?? "", origins: [origin] }) };
    const headers = { a: "{{secret:SHORT}}", b: "{{secret:LONG}}" };
    const { message } = await (await sender({}, { secrets })).fail({ url: origin, headers });
    expect(message).toContain("answered 400 No {{secret:SHORT}}: {{secret:LONG}}");
  });
});
