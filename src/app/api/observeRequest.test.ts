import { expect, it } from "vitest";
import { createLog } from "@/lib/log";
import type { Measured } from "@/lib/meter";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { AppError } from "@/types/errors";
import { apiRoute } from "./apiRoute";
import { routeOf } from "./observeRequest";
import { ask, useServices } from "./testServices";

it.each([
  ["/api/health", {}, "/api/health"],
  ["/api/runs/abc/events", { id: "abc" }, "/api/runs/:id/events"],
  [
    "/api/workflows/w/nodes/n/results/r",
    { id: "w", node: "n", run: "r" },
    "/api/workflows/:id/nodes/:node/results/:run",
  ],
  ["/api/runs/a%20b", { id: "a b" }, "/api/runs/:id"],
  ["/api/what/somebody/wrote", { path: ["what", "somebody", "wrote"] }, "/api/*"],
  ["/api/runs/%C3%28", { id: "something else" }, "/api/*"],
])("the route of %s has nothing that somebody wrote", (pathname, segments, route) => {
  expect(routeOf(pathname, segments)).toBe(route);
});

it("a request is one line with its route, its status and its id, and is measured, without what it was asked", async () => {
  const lines: string[] = [];
  const log = createLog("debug", { write: (line) => lines.push(line), format: "json" });
  const { meter } = useServices(await testDirectory(), { log });
  const measured: Measured[] = [];
  meter.listen((one) => measured.push(one));
  const route = apiRoute(async ({ services, param }) => {
    services.log.info("At work.");
    if (param("id") === "gone") throw new AppError("not_found", "There is no such thing.");
    return { ok: true };
  });
  const good = await ask(route, "/api/things/thing-1?code=very-secret", { params: { id: "thing-1" } });
  await ask(route, "/api/things/gone", { params: { id: "gone" } });
  const [inside, line, , failed] = lines.map((text) => JSON.parse(text));
  const requestId = good.headers.get("x-request-id");
  expect(inside).toMatchObject({ message: "At work.", requestId });
  expect(line).toMatchObject({ level: "debug", requestId, method: "GET", route: "/api/things/:id", status: 200 });
  expect(failed).toMatchObject({ route: "/api/things/:id", status: 404 });
  expect(lines.join()).not.toMatch(/secret|thing-1/);
  const seconds = expect.any(Number);
  expect(measured).toEqual([
    { of: "request", method: "GET", route: "/api/things/:id", status: 200, seconds },
    { of: "request", method: "GET", route: "/api/things/:id", status: 404, seconds },
  ]);
});
