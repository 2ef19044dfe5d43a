import { globSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import type { NextHandler } from "./apiRoute";
import { ask, useServices } from "./testServices";

const outside = ["../secret", "..", "a/b", "a\\b", "a\0b", "", "x".repeat(65), "é", "a b", "%2e%2e", "a.json"];

let directory: string;
beforeEach(async () => {
  directory = await testDirectory();
  useServices(join(directory, "data"));
});

const withIds = globSync("src/app/api/**/route.ts").filter((file) => /\[\w+\]/.test(file));

it("looks at the routes that have ids", () => {
  expect(withIds.length).toBeGreaterThan(8);
});

describe.each(withIds)("%s", (file) => {
  it("has nothing at an address with an id that is none", async () => {
    const route: Record<string, NextHandler | undefined> = await import(/* @vite-ignore */ resolve(file));
    const allow = (
      await route.OPTIONS?.(new Request("http://localhost:3000/", { headers: { host: "localhost:3000" } }), {
        params: Promise.resolve({}),
      })
    )?.headers.get("allow");
    const methods = (allow ?? "").split(", ").filter((method) => !["HEAD", "OPTIONS"].includes(method));
    expect(methods.length).toBeGreaterThan(0);
    const name = /\[(\w+)\]/.exec(file)?.[1] ?? "";
    for (const method of methods) {
      for (const value of outside) {
        const handler = route[method];
        const body = method === "GET" || method === "DELETE" ? undefined : {};
        const answer = handler && (await ask(handler, "/api/x", { method, body, params: { [name]: value } }));
        expect(answer?.status, `${method} ${JSON.stringify(value)}`).toBe(404);
        expect(await answer?.json()).toMatchObject({
          error: { code: "not_found", message: "Nothing has this address." },
        });
      }
    }
  });
});

it("a route without dynamic segments gets none from the build", async () => {
  const { GET } = await import("./health/route");
  const request = new Request("http://localhost:3000/api/health", { headers: { host: "localhost:3000" } });
  expect((await GET(request, { params: Promise.resolve(undefined) })).status).toBe(200);
});

it("does not read a document outside of the workflows, whatever the address says", async () => {
  const document = {
    format: "patchbay/workflow",
    version: 1,
    id: "secret",
    name: "S",
    revision: 1,
    nodes: [],
    edges: [],
  };
  const path = join(directory, "data", "secret.json");
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, JSON.stringify({ ...document, layout: { nodes: {}, groups: [] } }));
  const { GET } = await import("./workflows/[id]/stale/route");
  expect((await ask(GET, "/api/workflows/x/stale", { params: { id: "../secret" } })).status).toBe(404);
});

it.each([
  ["/api/runs?workflow=..%2Fsecret", "./runs/route"],
  ["/api/runs?workflow=%00", "./runs/route"],
  ["/api/auth/openai/status?account=..%2Fx", "./auth/openai/status/route"],
  ["/api/auth/openai/status?account=a&account=..", "./auth/openai/status/route"],
  ["/api/auth/google/status?account=%00", "./auth/google/status/route"],
  ["/api/auth/openai/device?id=..%2F..", "./auth/openai/device/route"],
  ["/api/auth/openai/start?attempt=%2E%2E", "./auth/openai/start/route"],
])("refuses the id in %s", async (path, file) => {
  const { GET } = await import(/* @vite-ignore */ file);
  const answer = await ask(GET, path);
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({
    error: { code: "invalid_request", message: expect.stringContaining("is an id") },
  });
});

it("lets an address without segments through, for which the production build gives no params at all", async () => {
  const { GET } = await import("./settings/route");
  const request = new Request("http://localhost:3000/api/settings", { headers: { host: "localhost:3000" } });
  expect((await GET(request, { params: Promise.resolve(undefined) })).status).toBe(200);
});
