import { expect, test } from "vitest";
import { toNetworkFailure, toUpstreamFailure } from "./issuerFailure";

const nowMs = Date.UTC(2026, 10, 21, 12);
const failureOf = (body: unknown, init: ResponseInit = {}) =>
  toUpstreamFailure(
    new Response(typeof body === "string" ? body : JSON.stringify(body), { status: 400, ...init }),
    nowMs,
  );

test.each([
  [{ error: { code: "Refresh_Token_Expired", message: "Gone" } }, "refresh_token_expired", "Gone"],
  [{ error: "invalid_grant", error_description: "Used" }, "invalid_grant", "Used"],
  [{ error: "invalid_grant", error_reason: "token_expired" }, "token_expired", "invalid_grant"],
  [{ error: { message: "No code" }, code: "outer" }, "outer", "No code"],
  [{ detail: "Forbidden" }, "http_400", "Forbidden"],
  [{ error: 7, code: "x" }, "x", undefined],
  [{ error: { code: null, message: null } }, "http_400", undefined],
  [{ error_description: 5, code: 5, detail: 5, error_reason: 5 }, "http_400", undefined],
  ["no JSON", "http_400", undefined],
  ["null", "http_400", undefined],
])("of %j the code is %s and the words are %s", async (body, code, words) => {
  const failure = await failureOf(body);
  expect(failure).toMatchObject({ status: 400, code, isPage: false });
  expect(failure.words).toBe(words);
});

test("words lose what looks like a token", async () => {
  const token = "a1B2".repeat(10);
  expect((await failureOf({ detail: `no ${token} here` })).words).toBe("no [redacted] here");
});

test("a time to wait is read as a duration or a date", async () => {
  expect((await failureOf({}, { headers: { "retry-after": "3" } })).retryAfterMs).toBe(3000);
  const date = new Date(nowMs + 5000).toUTCString();
  expect((await failureOf({}, { headers: { "retry-after": date } })).retryAfterMs).toBe(5000);
  expect((await failureOf({})).retryAfterMs).toBeUndefined();
});

test.each([
  ["<!DOCTYPE html><p>x", {}, true],
  ["  <html>", {}, true],
  ["x <html>", {}, false],
  ["x", { "content-type": "text/html; charset=utf-8" }, true],
  ["x", { "content-type": "text/plain" }, false],
])("%j with %j is a page: %s", async (body, headers, isPage) => {
  expect((await failureOf(body, { headers })).isPage).toBe(isPage);
});

test("an answer whose body breaks off is told by its status", async () => {
  const broken = new ReadableStream({ start: (controller) => controller.error(new Error("cut")) });
  const failure = await toUpstreamFailure(new Response(broken, { status: 502 }), nowMs);
  expect(failure).toMatchObject({ status: 502, code: "http_502", isPage: false });
});

const withCode = (code: unknown, more: object = {}) => Object.assign(new Error("x"), { code, ...more });
const nestedIn = (error: unknown, depth: number): unknown =>
  depth === 0 ? error : new Error("outer", { cause: nestedIn(error, depth - 1) });

test.each([
  [withCode("ECONNREFUSED"), "econnrefused"],
  [nestedIn(withCode("ENOTFOUND"), 1), "enotfound"],
  [nestedIn(withCode("ENOTFOUND"), 4), "enotfound"],
  [nestedIn(withCode("ENOTFOUND"), 5), "network"],
  [
    new TypeError("fetch failed", { cause: new AggregateError([withCode("EHOSTUNREACH"), withCode("x")]) }),
    "ehostunreach",
  ],
  [new DOMException("late", "TimeoutError"), "timeout"],
  [new Error("x"), "network"],
  [Object.assign(new Error("x"), { code: 7 }), "network"],
  ["x", "network"],
])("%# a fetch that threw is known by the code inside: %s", (error, code) => {
  expect(toNetworkFailure(error)).toEqual({ code, isPage: false });
});
