import { globSync } from "node:fs";
import { resolve } from "node:path";
import { expect, it } from "vitest";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { roles } from "@/types/people";
import type { NextHandler } from "./apiRoute";
import { ask, useServices } from "./testServices";

/** Everything that a role beside the usual one is enough for, or that it takes: to read a runner, to change an editor. */
const others: Record<string, string> = {
  "DELETE access-keys/[id]": "runner",
  "DELETE auth/openai/device": "runner",
  "DELETE cache": "admin",
  "DELETE keys/[provider]": "admin",
  "DELETE runs/[id]": "runner",
  "DELETE secrets/[name]": "admin",
  "DELETE servers/[id]": "admin",
  "DELETE tools/[id]": "admin",
  "DELETE tools/[id]/sign-in": "admin",
  "DELETE workflows/[id]/presence": "runner",
  "GET audit": "admin",
  "GET audit/export": "admin",
  "GET tools/[id]/log": "admin",
  "GET tools/callback": "admin",
  "GET workflows/[id]/links": "editor",
  "PATCH accounts/[id]": "runner",
  "PATCH people/[id]": "admin",
  "PATCH keys/[provider]": "admin",
  "PATCH servers/[id]": "admin",
  "PATCH servers/[id]/sharing": "admin",
  "PATCH tools/[id]": "admin",
  "POST access-keys": "runner",
  "POST accounts/[id]/refresh": "runner",
  "POST accounts/[id]/validate": "runner",
  "POST assets": "runner",
  "POST auth/google/disconnect": "runner",
  "POST auth/openai/device": "runner",
  "POST auth/openai/disconnect": "runner",
  "POST auth/openai/exchange": "runner",
  "POST auth/openai/import": "runner",
  "POST pages/[id]/assets": "runner",
  "POST pages/[id]/runs": "runner",
  "POST pages/[id]/runs/[run]/answers": "runner",
  "POST pages/[id]/runs/[run]/cancel": "runner",
  "POST pages/[id]/session": "runner",
  "POST people": "admin",
  "POST runs": "runner",
  "POST runs/[id]/answers": "runner",
  "POST runs/[id]/cancel": "runner",
  "POST runs/[id]/resume": "runner",
  "POST runs/preflight": "runner",
  "POST servers": "admin",
  "POST servers/[id]/test": "admin",
  "POST tools": "admin",
  "POST tools/[id]/sign-in": "admin",
  "POST tools/[id]/test": "admin",
  "POST workflows/[id]/presence": "runner",
  "PUT keys/[provider]": "admin",
  "PUT runs/[id]/labels": "runner",
  "PUT secrets/[name]": "admin",
  "PUT settings": "runner",
};
/** Nobody has to have come in yet. */
const isOpenToAll = (route: string) => /^(health|hooks|metrics|session)\b/.test(route);

it("each route says what role it takes, where that is not the usual one", async () => {
  const services = useServices(await testDirectory());
  useServices(services.config, {
    door: {
      ...services.door,
      find: async (cookie) => ({
        person: { id: "p1", name: "p1", role: roles.find((role) => cookie === role) ?? "runner" },
      }),
    },
    of: () => services,
  });
  const found: Record<string, string | undefined> = {};
  for (const file of globSync("src/app/api/**/route.ts").toSorted()) {
    const route: Record<string, NextHandler> = await import(/* @vite-ignore */ resolve(file));
    const name = file.slice("src/app/api/".length, -"/route.ts".length);
    if (isOpenToAll(name) || name === "[[...path]]") continue;
    for (const method of await methodsOf(route)) {
      const least = await leastRole(route[method], method);
      if (least !== (method === "GET" ? "runner" : "editor")) found[`${method} ${name}`] = least;
    }
  }
  expect(found).toEqual(others);
});

async function methodsOf(route: Record<string, NextHandler>): Promise<string[]> {
  const answer = route.OPTIONS && (await ask(route.OPTIONS, "/api/x", { method: "OPTIONS" }));
  const allowed = answer?.headers.get("allow")?.split(", ") ?? [];
  return allowed.filter((method) => method !== "OPTIONS" && method !== "HEAD");
}

async function leastRole(handler: NextHandler | undefined, method: string): Promise<string | undefined> {
  for (const role of roles) {
    const headers = { cookie: role, "content-type": "application/json" };
    const answer = handler && (await ask(handler, "/api/x", { method, headers, params: { provider: "openai" } }));
    const { error } = (await answer?.json().catch(() => undefined)) ?? {};
    if (error?.code !== "not_allowed") return role;
  }
  return undefined;
}
