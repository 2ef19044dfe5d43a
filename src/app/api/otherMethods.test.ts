import { globSync } from "node:fs";
import { resolve } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { httpStatusOf } from "@/types/errors";
import type { NextHandler } from "./apiRoute";
import { ask, useServices } from "./testServices";

const methods = ["DELETE", "GET", "PATCH", "POST", "PUT"];
type Route = Record<string, NextHandler | undefined>;

beforeEach(async () => {
  useServices(await testDirectory());
});

function send(route: Route, method: string, headers?: Record<string, string>) {
  const handler = route[method];
  return handler && ask(handler, "/api/x", { method, headers });
}

const everywhere = "[[...path]]";

describe.each(globSync("src/app/api/**/route.ts").filter((file) => !file.includes(everywhere)))("%s", (file) => {
  it("refuses in words the methods it does not have, and names those it has", async () => {
    const route: Route = await import(/* @vite-ignore */ resolve(file));
    const allow = (await send(route, "OPTIONS"))?.headers.get("allow") ?? "";
    expect(allow).toContain("OPTIONS");
    for (const method of methods.filter((each) => !allow.split(", ").includes(each))) {
      const answer = await send(route, method);
      expect(answer?.status, method).toBe(405);
      expect(answer?.headers.get("allow")).toBe(allow);
      expect(await answer?.json()).toMatchObject({
        error: { code: "invalid_request", message: expect.stringContaining(method), requestId: expect.any(String) },
      });
      expect((await send(route, method, { host: "evil.test" }))?.status).toBe(httpStatusOf.forbidden_origin);
    }
  });
});

it("an address that no route has is not found, by whatever method", async () => {
  const route: Route = await import("./[[...path]]/route");
  for (const method of methods) {
    const answer = await send(route, method, { "content-type": "application/json" });
    expect(answer?.status).toBe(404);
    expect(await answer?.json()).toMatchObject({ error: { code: "not_found", requestId: expect.any(String) } });
  }
});
