import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { gatewayRoutes } from "@/gateway/gateway";
import { startApp, type TestApp } from "./support/app";
import { weighFirstScripts } from "./support/firstScripts";
import { rawRequest } from "./support/http";

let app: TestApp;
let ownHost: string;

beforeAll(async () => {
  app = await startApp();
  ownHost = new URL(app.url).host;
});
afterAll(() => app?.stop());

const manifest: Record<string, string> = JSON.parse(readFileSync(".next/app-path-routes-manifest.json", "utf8"));
const ownRoutes = Object.values(manifest)
  .filter((route) => route.startsWith("/api/"))
  .map((route) => route.replace(/\[(?:sha256|key)\]/, "0".repeat(64)).replaceAll(/\[\w+\]/g, "x"));
const apiRoutes = [...ownRoutes, ...gatewayRoutes.map(({ name }) => name.replaceAll(/:\w+/g, "x"))];
const publicFiles = readdirSync("public", { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative("public", join(entry.parentPath, entry.name)));
const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];
const json = "application/json";

/** Asks every method of every route, and gives those that were not refused by the guard. */
async function letIn(
  headers: (route: string) => Record<string, string>,
  only = methods,
  toPath = (route: string) => route,
) {
  const passed: string[] = [];
  for (const route of apiRoutes) {
    for (const method of only) {
      const body = method === "GET" || method === "DELETE" ? undefined : "{}";
      const { status, body: text } = await rawRequest(app.url, {
        method,
        path: toPath(route),
        headers: headers(route),
        body,
      });
      // 405: the route has no such method, so there was nothing to guard.
      const isRefused = status === 405 || status === 400 || (status === 403 && text.includes("forbidden_origin"));
      if (!isRefused || (status === 400 && !/forbidden_origin|Bad request|content type/.test(text)))
        passed.push(`${method} ${route} ${status}`);
    }
  }
  return passed;
}

describe("every route of the build", () => {
  it("is found, so that the matrix below is not empty", () => {
    expect(apiRoutes.length).toBeGreaterThan(15);
    expect(apiRoutes).toContain("/api/auth/openai/callback");
  });

  it.each(["evil.test", "127.0.0.1.evil.test", "localhost:1", "localhost", ""])("refuses the host %j", async (host) => {
    expect(await letIn(() => ({ host, "content-type": json }))).toEqual([]);
  });

  it("refuses a request line that names another address than the Host header", async () => {
    expect(
      await letIn(
        () => ({ host: ownHost, "content-type": json }),
        methods,
        (route) => `http://evil.test${route}`,
      ),
    ).toEqual([]);
  });

  it.each(["null", "http://evil.test", "http://localhost:1", "https://127.0.0.1.evil.test"])(
    "refuses a page of %s",
    async (origin) => {
      expect(await letIn(() => ({ host: ownHost, origin, "content-type": json }))).toEqual([]);
    },
  );

  it("refuses what a browser marks as coming from another site, except the way back from a sign-in", async () => {
    const passed = await letIn(() => ({ host: ownHost, "sec-fetch-site": "cross-site", "content-type": json }));
    expect(passed.map((entry) => entry.replace(/ \d+$/, "")).toSorted()).toEqual([
      "GET /api/auth/google/callback",
      "GET /api/auth/openai/callback",
      "GET /api/session/oidc/callback",
      "GET /api/tools/callback",
    ]);
  });

  it.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", undefined])(
    "refuses a change sent as %s",
    async (type) => {
      const headers = { host: ownHost, ...(type === undefined ? undefined : { "content-type": type }) };
      expect(await letIn(() => headers, ["POST", "PUT", "PATCH"])).toEqual([]);
    },
  );

  it("answers with the security headers and a request id, also when it refuses", async () => {
    const guarded: string[] = [];
    for (const path of apiRoutes) {
      const { headers } = await rawRequest(app.url, { path, headers: { host: ownHost } });
      if (headers.allow !== undefined || headers["x-request-id"] === undefined) continue;
      guarded.push(path);
      expect(headers, path).toMatchObject({
        "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
      });
    }
    expect(guarded.length).toBeGreaterThan(5);
    const health = await rawRequest(app.url, { path: "/api/health", headers: { host: ownHost } });
    expect(health.headers["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe("what reaches for files or for Next itself", () => {
  const withIds = Object.values(manifest).filter((route) => route.startsWith("/api/") && /\[\w+\]/.test(route));

  it.each(["..%2f..%2fsettings", "..%5c..%5csettings", "a%00b", "%00", "a".repeat(65)])(
    "finds nothing at an address with %s in the place of an id",
    async (id) => {
      expect(withIds.length).toBeGreaterThan(8);
      for (const route of withIds) {
        const path = route.replace(/\[\w+\]/, id);
        for (const method of methods) {
          const body = method === "GET" || method === "DELETE" ? undefined : "{}";
          const { status } = await rawRequest(app.url, {
            method,
            path,
            body,
            headers: { host: ownHost, "content-type": json },
          });
          expect([404, 405], `${method} ${path}`).toContain(status);
        }
      }
    },
  );

  it.each([
    ["TRACE", "/", 405],
    ["TRACE", "/api/health", 405],
    ["POST", "/", 405],
    ["GET", "/api/%zz", 400],
    ["GET", "/%c0%af", 400],
    ["GET", "/api/runs?workflow=..%2Fx", 400],
  ])("answers %s %s in words", async (method, path, status) => {
    const answer = await rawRequest(app.url, { method, path, headers: { host: ownHost, "next-action": "x" } });
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.body)).toMatchObject({
      error: { code: "invalid_request", requestId: expect.any(String) },
    });
  });

  it("leaves no stack in the log", () => {
    expect(app.output()).toContain("Patchbay is ready");
    expect(app.output()).not.toMatch(/^ +at /m);
    expect(app.output()).not.toContain("A route failed");
  });
});

describe("pages", () => {
  it("begin with at most 260 KB of scripts, compressed", async () => {
    const { bytes } = await weighFirstScripts(app.url);
    expect(bytes / 1024).toBeGreaterThan(100);
    expect(bytes / 1024).toBeLessThanOrEqual(260);
  });

  it.each(publicFiles)("and files are not served under another host: /%s", async (file) => {
    expect((await rawRequest(app.url, { path: `/${file}`, headers: { host: "evil.test" } })).status).toBe(403);
    expect((await rawRequest(app.url, { path: `/${file}`, headers: { host: ownHost } })).status).toBe(200);
  });

  it("are not served under another host", async () => {
    expect((await rawRequest(app.url, { path: "/", headers: { host: "evil.test" } })).status).toBe(403);
  });

  it("carry a policy with a fresh nonce, and no script without it", async () => {
    const [first, second] = await Promise.all(
      [1, 2].map(() => rawRequest(app.url, { path: "/", headers: { host: ownHost } })),
    );
    const nonceOf = (answer?: { headers: object }) => /'nonce-(\w+)'/.exec(JSON.stringify(answer?.headers))?.[1];
    expect(nonceOf(first)).toMatch(/^\w{32}$/);
    expect(nonceOf(first)).not.toBe(nonceOf(second));
    const scripts = first?.body.match(/<script[^>]*>/g) ?? [];
    expect(scripts.length).toBeGreaterThan(0);
    for (const script of scripts) expect(script).toContain(`nonce="${nonceOf(first)}"`);
  });
});
