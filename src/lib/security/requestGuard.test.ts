import { describe, expect, it } from "vitest";
import { allowedHosts, guardRequest } from "./requestGuard";

const hosts = allowedHosts({ host: "127.0.0.1", port: 3000, allowedHosts: ["patchbay.home", "box.home:8443"] });

function guard(headers: Record<string, string>, method = "GET", options = {}): void {
  guardRequest({ method, headers: new Headers(Object.entries(headers)) }, hosts, options);
}

const json = { host: "localhost:3000", "content-type": "application/json" };

describe("the request guard", () => {
  it.each([
    "localhost:3000",
    "LOCALHOST:3000",
    "127.0.0.1:3000",
    "[::1]:3000",
    "patchbay.home",
    "patchbay.home:3000",
    "box.home:8443",
  ])("answers to %s", (host) => expect(() => guard({ host })).not.toThrow());

  it.each([
    "evil.test",
    "127.0.0.1.evil.test:3000",
    "localhost:3001",
    "localhost",
    "",
    "box.home:3000",
    "localhost:3000.evil.test",
  ])("does not answer to %j", (host) =>
    expect(() => guard({ host })).toThrow(expect.objectContaining({ code: "forbidden_origin" })),
  );

  it.each([
    "null",
    "http://evil.test",
    "http://localhost:3001",
    "https://localhost",
    "file://",
    "http://localhost:3000.evil.test",
  ])("refuses a page of %s", (origin) =>
    expect(() => guard({ ...json, origin }, "POST")).toThrow(expect.objectContaining({ code: "forbidden_origin" })),
  );

  it("lets its own pages in, also behind a proxy that speaks https", () => {
    expect(() => guard({ ...json, origin: "http://localhost:3000" }, "POST")).not.toThrow();
    expect(() => guard({ ...json, host: "patchbay.home", origin: "https://patchbay.home" }, "POST")).not.toThrow();
  });

  it("refuses what another site or another port of this computer sends, except where a way back is expected", () => {
    const crossSite = { host: "localhost:3000", "sec-fetch-site": "cross-site" };
    expect(() => guard(crossSite)).toThrow(expect.objectContaining({ code: "forbidden_origin" }));
    expect(() => guard({ ...crossSite, "sec-fetch-site": "same-site" })).toThrow(
      expect.objectContaining({ code: "forbidden_origin" }),
    );
    expect(() => guard(crossSite, "GET", { allowCrossSite: true })).not.toThrow();
    expect(() => guard({ ...crossSite, "sec-fetch-site": "same-origin" })).not.toThrow();
  });

  it.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""])(
    "refuses a change sent as %j, which a foreign form could send",
    (type) => {
      const headers =
        type === ""
          ? ({ host: "localhost:3000" } as Record<string, string>)
          : { host: "localhost:3000", "content-type": type };
      const refusal = expect.objectContaining({ code: "invalid_request" });
      expect(() => guard(headers, "POST")).toThrow(refusal);
      expect(() => guard(headers, "POST", { accepts: /^[a-z]+\// })).toThrow(refusal);
    },
  );
});

describe("the hosts that are answered", () => {
  const hostsOf = (host: string, port = 3000, further: string[] = []) =>
    [...allowedHosts({ host, port, allowedHosts: further })].slice(3);
  const own = ["localhost:3000", "127.0.0.1:3000", "[::1]:3000"];

  it("are this computer's own names, and the one that it listens on", () => {
    expect([...allowedHosts({ host: "localhost", port: 3000, allowedHosts: [] })]).toEqual(own);
    expect(hostsOf("127.0.0.1")).toEqual([]);
    expect(hostsOf("Box.Home")).toEqual(["box.home:3000"]);
    expect(hostsOf("2001:db8::1")).toEqual(["[2001:db8::1]:3000"]);
  });

  it.each(["0.0.0.0", "::"])("do not include %s, which is no name", (host) => {
    expect(hostsOf(host)).toEqual([]);
  });

  it("may leave out the standard port", () => {
    expect([...allowedHosts({ host: "localhost", port: 80, allowedHosts: [] })]).toEqual([
      "localhost",
      "localhost:80",
      "127.0.0.1",
      "127.0.0.1:80",
      "[::1]",
      "[::1]:80",
    ]);
  });

  it("have further names with the port they name, or with either", () => {
    expect(hostsOf("localhost", 3000, ["a.home:8443", "b.home"])).toEqual(["a.home:8443", "b.home", "b.home:3000"]);
  });
});

describe("the page that asks", () => {
  const behind = allowedHosts({ host: "127.0.0.1", port: 3000, allowedHosts: ["safe.home:443", "plain.home:80"] });
  const from = (origin: string) => () =>
    guardRequest({ method: "GET", headers: new Headers({ host: "localhost:3000", origin }) }, behind);

  it("is told apart by the standard port of its protocol", () => {
    expect(from("https://safe.home")).not.toThrow();
    expect(from("http://plain.home")).not.toThrow();
    expect(from("http://safe.home")).toThrow("Another site's page may not do this.");
    expect(from("https://plain.home")).toThrow("Another site's page may not do this.");
    expect(from("https://safe.home:8443")).toThrow("Another site's page may not do this.");
  });

  it.each(["ftp://localhost:3000", "ws://localhost:3000", "http://localhost:3000/path", "no address"])(
    "is none at %s",
    (origin) => expect(from(origin)).toThrow("Another site's page may not do this."),
  );

  it("may be nobody's: an address that a person typed", () => {
    expect(() => guard({ host: "localhost:3000", "sec-fetch-site": "none" })).not.toThrow();
  });
});

describe("what is sent", () => {
  const words = "This address takes another content type; most take application/json.";
  const send = (type: string | undefined, method: string) => () =>
    guard({ host: "localhost:3000", ...(type === undefined ? {} : { "content-type": type }) }, method);

  it.each(["POST", "PUT", "PATCH"])("with %s must say that it is JSON", (method) => {
    expect(send(undefined, method)).toThrow(words);
    expect(send("application/json", method)).not.toThrow();
  });

  it("with other methods may say nothing, but nothing else than JSON", () => {
    expect(send(undefined, "GET")).not.toThrow();
    expect(send(undefined, "DELETE")).not.toThrow();
    expect(send("text/plain", "GET")).toThrow(words);
    expect(send("text/csv", "DELETE")).toThrow(words);
  });

  it.each(["APPLICATION/JSON", "application/json;charset=utf-8", "application/json ; charset=utf-8"])(
    "as %j is JSON",
    (type) => expect(send(type, "POST")).not.toThrow(),
  );

  it.each(["x/application/json", "application/json5", ";application/json"])("as %j is none", (type) =>
    expect(send(type, "POST")).toThrow(words),
  );
});
