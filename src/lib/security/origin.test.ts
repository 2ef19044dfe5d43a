import { expect, test } from "vitest";
import { isAllowedHost, originOf } from "./origin";

const request = (headers: Record<string, string>) => new Request("http://0.0.0.0/", { headers });

test("we are where the browser reaches us, over https only behind a proxy that says so", () => {
  expect(originOf(request({ host: "localhost:3000" }))).toBe("http://localhost:3000");
  expect(originOf(request({ host: "patchbay.home", "x-forwarded-proto": "https" }))).toBe("https://patchbay.home");
  expect(originOf(request({ host: "patchbay.home", "x-forwarded-proto": "wss" }))).toBe("http://patchbay.home");
});

test("a host is one of ours whatever its case, and none is none", () => {
  const hosts = new Set(["localhost:3000"]);
  expect(isAllowedHost("LocalHost:3000", hosts)).toBe(true);
  expect(isAllowedHost("localhost", hosts)).toBe(false);
  expect(isAllowedHost(null, hosts)).toBe(false);
});
