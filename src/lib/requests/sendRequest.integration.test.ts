import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { json, sender, serve } from "./testRequests";

describe("a request", () => {
  it("arrives as it was written, and its answer is read as it was wished", async () => {
    const { seen, origin } = await serve(json({ ok: true, big: 1 }));
    const { ask } = await sender();
    const data = { method: "POST", url: `${origin}/a/{{id}}`, headers: { "X-Team": "blue" }, body: '{"n":"{{n}}"}' };
    expect(await ask({ ...data, as: "json" }, { id: "x/y", n: '"' })).toEqual({
      ...{ status: 200, body: { ok: true, big: 1 } },
    });
    expect(seen).toMatchObject([{ method: "POST", url: "/a/x%2Fy", body: '{"n":"\\""}' }]);
    expect(seen[0]?.headers).toMatchObject({ "x-team": "blue", "content-type": "application/json" });
    expect((await ask({ url: origin, as: "text" })).body).toBe('{"ok":true,"big":1}');
  });

  it("gives a file, a text in its own encoding, and nothing where nothing came", async () => {
    const png = Buffer.from(
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
      "base64",
    );
    const { origin } = await serve(({ url }, response) => {
      if (url === "/png") response.end(png);
      else if (url === "/latin")
        response.setHeader("content-type", "text/plain; charset=iso-8859-1").end(Buffer.from([0xfc]));
      else if (url === "/page") response.setHeader("content-type", "text/html").end("<p>hello</p>");
      else response.writeHead(204).end();
    });
    const { ask, fail } = await sender();
    expect((await ask({ url: `${origin}/png`, as: "file" })).body).toMatchObject({
      mime: "image/png",
      bytes: png.length,
    });
    expect((await ask({ url: `${origin}/latin`, as: "text" })).body).toBe("ü");
    expect((await ask({ url: `${origin}/none`, as: "json" })).body).toBeNull();
    expect(await fail({ url: `${origin}/page`, as: "json" })).toMatchObject({ code: "upstream_rejected" });
    expect(await fail({ url: `${origin}/png`, as: "text" })).toMatchObject({ code: "upstream_rejected" });
  });

  it("fails with the status and the beginning of what the server says", async () => {
    const { origin } = await serve(json({ message: "no such item", more: "x".repeat(5000) }, 404));
    const { fail } = await sender();
    const failure = await fail({ url: origin });
    expect(failure).toMatchObject({ code: "upstream_rejected", facts: { status: 404 } });
    expect(failure.message).toMatch(/answered 404 Not Found: \{"message":"no such item"/);
    expect(failure.message.length).toBeLessThan(400);
  });
});

describe("what goes wrong on the way", () => {
  it("is tried again only where that is safe, and as long as the server wishes", async () => {
    const { seen, origin } = await serve(({ url }, response) => {
      const tries = seen.filter((one) => one.url === url).length;
      if (tries < 3) response.writeHead(503, url === "/wish" ? { "retry-after": "7" } : {}).end("busy");
      else response.end("there");
    });
    const { ask, fail, waits } = await sender();
    expect((await ask({ url: `${origin}/get`, as: "text" })).body).toBe("there");
    expect((await ask({ url: `${origin}/wish`, as: "text" })).body).toBe("there");
    expect(waits).toEqual([500, 2000, 7000, 7000]);
    expect(await fail({ method: "POST", url: `${origin}/post`, body: "x" })).toMatchObject({ facts: { status: 503 } });
    expect(seen.filter(({ url }) => url === "/post")).toHaveLength(1);
    const headers = { "idempotency-key": "1" };
    expect((await ask({ method: "POST", url: `${origin}/key`, body: "x", headers, as: "text" })).body).toBe("there");
  });

  it("a broken answer is not a whole one", async () => {
    const { seen, origin } = await serve((_, response) => {
      response.writeHead(200, { "content-length": "100" }).write("half");
      setTimeout(() => response.destroy(), 5);
    });
    const { fail } = await sender();
    expect(await fail({ method: "POST", url: origin, body: "x" })).toMatchObject({ code: "upstream_interrupted" });
    expect(seen).toHaveLength(1);
  });

  it("an answer without end, packed or not, is left", async () => {
    const { origin } = await serve(({ url }, response) => {
      if (url === "/packed") {
        response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(Buffer.alloc(40_000_000)));
        return;
      }
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(100_000))) {}
      };
      response.on("drain", more);
      more();
    });
    const { fail } = await sender();
    expect(await fail({ url: origin })).toMatchObject({ code: "too_large" });
    expect(await fail({ url: `${origin}/packed` })).toMatchObject({ code: "too_large" });
  });

  it("silence ends in time, and a stop ends at once", async () => {
    const { seen, origin } = await serve(() => undefined);
    const { fail } = await sender({}, { timeoutMs: 50 });
    const silent = await fail({ url: origin });
    expect(silent).toMatchObject({ code: "timeout" });
    expect(seen).toHaveLength(1);
    const stop = new AbortController();
    const stopped = (await sender()).fail({ url: origin }, {}, stop.signal);
    setTimeout(() => stop.abort(), 5);
    expect((await stopped).name).toBe("AbortError");
  });

  it("nobody there is told without the address", async () => {
    const { origin, port } = await serve(json(1));
    const { fail } = await sender({}, { fetch: async () => Promise.reject(new TypeError("fetch failed")) });
    const failure = await fail({ url: `${origin}/path?token=abc` });
    expect(failure).toMatchObject({ code: "upstream_unavailable" });
    expect(failure.message).toContain(String(port));
    expect(failure.message).not.toContain("abc");
  });
});
