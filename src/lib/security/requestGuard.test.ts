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
