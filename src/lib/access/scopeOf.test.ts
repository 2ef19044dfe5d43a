import { expect, it } from "vitest";
import { scopeOf } from "./scopeOf";

it.each([
  ["POST", "/api/runs", "runs"],
  ["GET", "/api/runs/r1/events", "runs"],
  ["DELETE", "/api/runs/r1", "runs"],
  ["GET", "/api/workflows", "runs"],
  ["GET", "/api/workflows/w1", "runs"],
  ["POST", "/api/assets", "runs"],
  ["POST", "/api/hooks/h1", "hooks"],
  ["PUT", "/api/workflows/w1", undefined],
  ["POST", "/api/workflows", undefined],
  ["GET", "/api/runsheet", undefined],
  ["GET", "/api/hooks/h1", undefined],
  ["POST", "/api/hooks/h1/more", undefined],
  ["GET", "/api/access-keys", undefined],
  ["GET", "/api/settings", undefined],
  ["GET", "/api/keys", undefined],
])("an access key opens %s %s by its scope %s", (method, pathname, scope) => {
  expect(scopeOf({ method, pathname })).toBe(scope);
});
