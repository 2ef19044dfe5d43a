import { expect, it } from "vitest";
import { safeWayBack } from "./safeWayBack";

it.each([
  ["/?workflow=wf_1", "/?workflow=wf_1"],
  ["/?workflow=wf_1#n", "/?workflow=wf_1#n"],
  [undefined, "/"],
  ["", "/"],
  ["//evil.example/", "/"],
  ["/\\evil.example/", "/"],
  ["/\t/evil.example", "/"],
  ["https://evil.example/", "/"],
  ["javascript:alert(1)", "/"],
  ["/.//evil.example/", "/"],
  ["/x/..//evil.example/", "/"],
  ["/%2e/\\evil.example/", "/"],
  ["/login?to=/", "/"],
  ["/api/session/oidc/start", "/"],
])("leads from %j to %j", (to, expected) => {
  expect(safeWayBack(to)).toBe(expected);
});
