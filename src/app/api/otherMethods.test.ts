import { globSync } from "node:fs";
import { resolve } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { httpStatusOf } from "@/types/errors";
import { useServices } from "./testServices";

const methods = ["DELETE", "GET", "PATCH", "POST", "PUT"];
type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;

beforeEach(async () => {
  useServices(await testDirectory());
});

function ask(handler: Handler | undefined, method: string, headers: Record<string, string> = {}) {
  const request = new Request("http://localhost:3000/api/x", {
    method,
    headers: { host: "localhost:3000", ...headers },
  });
  return handler?.(request, { params: Promise.resolve({}) });
}

const everywhere = "[[...path]]";

describe.each(globSync("src/app/api/**/route.ts").filter((file) => !file.includes(everywhere)))("%s", (file) => {
  it("refuses in words the methods it does not have, and names those it has", async () => {
    const route: Record<string, Handler> = await import(/* @vite-ignore */ resolve(file));
    const allow = (await ask(route.OPTIONS, "OPTIONS"))?.headers.get("allow") ?? "";
    expect(allow).toContain("OPTIONS");
    for (const method of methods.filter((each) => !allow.split(", ").includes(each))) {
      const answer = await ask(route[method], method);
      expect(answer?.status, method).toBe(405);
      expect(answer?.headers.get("allow")).toBe(allow);
      expect(await answer?.json()).toMatchObject({
        error: { code: "invalid_request", message: expect.stringContaining(method), requestId: expect.any(String) },
      });
      expect((await ask(route[method], method, { host: "evil.test" }))?.status).toBe(httpStatusOf.forbidden_origin);
    }
  });
});

it("an address that no route has is not found, by whatever method", async () => {
  const route: Record<string, Handler> = await import("./[[...path]]/route");
  for (const method of methods) {
    const answer = await ask(route[method], method, { "content-type": "application/json" });
    expect(answer?.status).toBe(404);
    expect(await answer?.json()).toMatchObject({ error: { code: "not_found", requestId: expect.any(String) } });
  }
});
