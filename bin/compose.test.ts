import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const read = (path: string) => readFileSync(path, "utf8");
const compose = read("compose.yaml");
/** Of the program; `NODE_…` and what starts with another's name is not its own. */
const settings = new Set(Array.from(read(".env.example").matchAll(/^([A-Z_]+)=/gm), ([, name]) => name));
/** What the proxy and the database of compose.yaml want, and no server knows. */
const others = ["PATCHBAY_HOST", "PATCHBAY_SITE", "POSTGRES_USER", "POSTGRES_DB", "POSTGRES_PASSWORD"];

describe("compose.yaml", () => {
  it("sets what there is to set", () => {
    const set = Array.from(compose.matchAll(/^ +([A-Z][A-Z_]+): /gm), ([, name = ""]) => name);
    expect(set).toContain("DATABASE_URL");
    expect(set.filter((name) => !settings.has(name) && !others.includes(name))).toEqual([]);
  });

  it("starts files that are there, and asks routes that are there", () => {
    const files = Array.from(
      `${compose}${read("Dockerfile")}`.matchAll(/bin\/[\w.]+|\.\/Caddyfile/g),
      ([file]) => file,
    );
    expect(new Set(files)).toEqual(new Set(["bin/register.mjs", "bin/start.ts", "bin/worker.ts", "./Caddyfile"]));
    expect(files.filter((file) => !existsSync(file))).toEqual([]);
    const routes = Array.from(`${compose}${read("Caddyfile")}`.matchAll(/\/api\/[a-z/]+/g), ([route]) => route);
    expect(new Set(routes)).toEqual(new Set(["/api/health/ready"]));
    expect(routes.filter((route) => !existsSync(`src/app${route}/route.ts`))).toEqual([]);
  });

  it("has the servers that the proxy asks", () => {
    const asked = Array.from(read("Caddyfile").matchAll(/(server\d):3000/g), ([, name]) => name);
    const started = Array.from(compose.matchAll(/^ {2}(server\d):/gm), ([, name]) => name);
    expect(asked).toHaveLength(2);
    expect(started).toEqual(asked);
  });

  it("copies no secret and no data into the image", () => {
    const left = read(".dockerignore").split("\n");
    for (const path of [".env", ".env.local", "data", "data-demo", ".git"]) expect(left).toContain(path);
  });
});
