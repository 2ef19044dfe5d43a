import type { LookupFunction } from "node:net";
import { describe, expect, it } from "vitest";
import { createGuardedFetch } from "./guardedFetch";
import { json, sender, serve } from "./testRequests";

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
