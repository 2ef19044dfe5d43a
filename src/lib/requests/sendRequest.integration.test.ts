import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, LookupFunction } from "node:net";
import { gzipSync } from "node:zlib";
import { describe, expect, it, onTestFinished } from "vitest";
import { requestNode, toRequest } from "@/lib/nodes/requestNode";
import { createNodeAssets } from "@/lib/runs/nodeAssets";
import { createFileAssetStore } from "@/lib/storage/file/fileAssetStore";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { AppError } from "@/types/errors";
import type { Value } from "@/types/run";
import { createGuardedFetch } from "./guardedFetch";
import { createSendRequest, type SendRequestDeps } from "./sendRequest";

const KEY = "s3cret/value & more";

interface Seen {
  method: string | undefined;
  url: string | undefined;
  headers: IncomingMessage["headers"];
  body: string;
}

type Answer = (request: Seen, response: ServerResponse) => void;

/** A server on this computer that answers so; what it was asked is in `seen`. */
async function serve(answer: Answer) {
  const seen: Seen[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const part of request) body += part;
    const one = { method: request.method, url: request.url, headers: request.headers, body };
    seen.push(one);
    answer(one, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { seen, port, origin: `http://127.0.0.1:${port}` };
}

async function sender(secrets: Record<string, string[]> = {}, change: Partial<SendRequestDeps> = {}) {
  const waits: number[] = [];
  const rules = { mayReachHere: true, allowed: new Set<string>(), ownPort: 1 };
  const send = createSendRequest({
    fetch: createGuardedFetch(rules),
    secrets: {
      open: async (name) => {
        const origins = secrets[name];
        if (origins === undefined) throw new AppError("not_found", `There is no secret ${name}.`);
        return { value: KEY, origins };
      },
    },
    assets: createNodeAssets(createFileAssetStore(await testDirectory())),
    rules,
    sleep: async (ms) => void waits.push(ms),
    ...change,
  });
  const ask = (
    data: Record<string, unknown>,
    inputs: Record<string, Value> = {},
    signal = new AbortController().signal,
  ) => send(toRequest({ data: requestNode.schema.parse(data), inputs, runInputs: {} }), signal);
  const fail = (...args: Parameters<typeof ask>) =>
    ask(...args).then(
      () => Promise.reject(new Error("it did not fail")),
      (error: AppError) => error,
    );
  return { ask, fail, waits };
}

const json =
  (value: unknown, status = 200): Answer =>
  (_, response) => {
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
  };

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

describe("the way of a request", () => {
  it.each([
    ["http://example.com/", "it is not encrypted"],
    ["https://10.0.0.5/", "private network"],
    ["https://[fd00::1]/", "private network"],
    ["https://192.168.1.1/", "private network"],
    ["https://0.0.0.0/", "private network"],
    ["https://[::ffff:10.0.0.1]/", "private network"],
    ["https://[2002:7f00:1::]/", "private network"],
    ["https://2130706433:1/", "Patchbay itself"],
    ["http://169.254.169.254/latest/meta-data", "the machine itself"],
    ["https://metadata.google.internal/", "the machine itself"],
    ["https://router.lan/", "private network"],
    ["http://localhost:1/", "Patchbay itself"],
  ])("does not lead to %s", async (url, why) => {
    const { fail } = await sender();
    const failure = await fail({ url });
    expect(failure.code).toBe("egress_blocked");
    expect(failure.message).toContain(why);
  });

  it("leads to what is allowed, and not to this computer where people share it", async () => {
    const { origin } = await serve(json(1));
    const rules = { mayReachHere: false, allowed: new Set<string>(), ownPort: 1 };
    expect(await (await sender({}, { rules })).fail({ url: origin })).toMatchObject({ code: "egress_blocked" });
    const allowing = { ...rules, allowed: new Set([origin]) };
    expect((await (await sender({}, { rules: allowing })).ask({ url: origin, as: "json" })).body).toBe(1);
  });

  it.each([
    "https://user:pass@a.example/",
    "ftp://a.example/",
    "no address",
    "https://a.example/../x",
    "https://a.example/%2e%2E/x",
  ])("%s is no address for it", async (url) => {
    expect(await (await sender()).fail({ url })).toMatchObject({ code: "invalid_request" });
  });

  it("a value does not climb to another path", async () => {
    const { fail } = await sender();
    expect(await fail({ url: "https://a.example/users/{{id}}/x" }, { id: ".." })).toMatchObject({
      code: "invalid_request",
    });
  });

  it("does not follow a name into a private network", async () => {
    const lookup: LookupFunction = (_, options, done) => {
      if (options.all) done(null, [{ address: "127.0.0.1", family: 4 }]);
      else done(null, "127.0.0.1", 4);
    };
    const fetch = createGuardedFetch({ allowed: new Set() }, lookup);
    const { fail } = await sender({}, { fetch });
    expect(await fail({ url: "https://rebound.example/" })).toMatchObject({ code: "egress_blocked" });
  });

  it("ends where servers send it on and on, or to nowhere", async () => {
    const { seen, origin } = await serve(({ url }, response) => {
      const location = url === "/nowhere" ? "http://[broken" : url === "/mail" ? "mailto:a@b.c" : "/again";
      response.writeHead(302, { location }).end();
    });
    const { fail } = await sender();
    expect(await fail({ url: `${origin}/again` })).toMatchObject({ code: "upstream_rejected" });
    expect(seen).toHaveLength(6);
    expect(await fail({ url: `${origin}/nowhere` })).toMatchObject({ code: "upstream_rejected" });
    expect(await fail({ url: `${origin}/mail` })).toMatchObject({ code: "invalid_request" });
  });

  it("becomes a GET where browsers make one of it", async () => {
    const { seen, origin } = await serve(({ url }, response) => {
      if (url === "/done") response.end("done");
      else response.writeHead(Number(url?.slice(1)), { location: "/done" }).end();
    });
    const { ask } = await sender();
    for (const status of [302, 303, 307])
      await ask({ method: "POST", url: `${origin}/${status}`, body: "x", as: "text" });
    expect(seen.filter(({ url }) => url === "/done").map(({ method, body }) => [method, body])).toEqual([
      ["GET", ""],
      ["GET", ""],
      ["POST", "x"],
    ]);
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
