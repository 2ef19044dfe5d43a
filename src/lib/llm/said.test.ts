import { expect, test } from "vitest";
import { describesFailure, readSaid } from "./said";

test.each([
  ["a message at the top", { statusCode: 403, message: "No entry" }],
  ["an object that calls itself an error", { object: "error", message: "No entry", code: 400 }],
  ["an error object", { error: { message: "No entry", type: "x" } }],
  ["an error in words", { error: "No entry" }],
  ["a short name beside the words", { error: "Forbidden", message: "No entry", status: 403 }],
  ["a detail in words", { detail: "No entry" }],
  ["a detail with an error in words", { detail: { error: "No entry" } }],
  ["a detail with an error object", { detail: { error: { message: "No entry" } } }],
  ["a list of details", { detail: [{ loc: ["body"], msg: "No entry", type: "missing" }] }],
  ["a list of errors", { success: false, errors: [{ code: 1, message: "No entry" }] }],
  ["a list of errors in words", { errors: ["No entry"] }],
  ["code and msg", { code: 40001, msg: "No entry" }],
  ["OAuth", { error: "access_denied", error_description: "No entry" }],
  ["a fault", { fault: { faultstring: "No entry", detail: { errorcode: "x" } } }],
  ["a problem document", { type: "about:blank", title: "Forbidden", detail: "No entry", status: 403 }],
  ["a list around it", [{ error: { message: "No entry" } }]],
  ["plain text", "No entry\n"],
])("finds the words in %s", (_, body) => {
  expect(readSaid(body).words).toBe("No entry");
});

test("adds what a gateway was told itself to its own sentence", () => {
  const error = { message: "Provider returned error", metadata: { raw: "The image is too small" } };
  expect(readSaid({ error }).words).toBe("Provider returned error: The image is too small");
});

test.each([undefined, null, {}, [], "", { error: null }, { error: {} }, 7])("%j says nothing", (body) => {
  expect(readSaid(body)).toMatchObject({ names: [], words: undefined, status: undefined });
});

test.each([
  [{ error: { code: "a", type: "b" } }, ["a", "b"], undefined],
  [{ error: { code: 404, status: "NOT_FOUND" } }, ["NOT_FOUND"], 404],
  [{ error: { code: "500", type: "x y" } }, [], 500],
  [{ detail: { code: "bio_policy" } }, ["bio_policy"], undefined],
  [{ error: { code: "content_filter", innererror: { code: "Inner" } } }, ["content_filter", "Inner"], undefined],
  [{ statusCode: 429, message: "x" }, [], 429],
  [{ error: { type: "invalid_request_error", message: "x" } }, ["invalid_request_error"], 400],
  [{ error: { type: "invalid_request_error", code: 404 } }, ["invalid_request_error"], 404],
  [{ code: 40001, status: 200 }, [], undefined],
])("of %j the names are %j and the status %s", (body, names, status) => {
  expect(readSaid(body)).toMatchObject({ names, status });
});

test("an error as deep as can be is read without an end", () => {
  let body: unknown = { message: "deep" };
  for (let depth = 0; depth < 10_000; depth++) body = { error: body };
  expect(readSaid(body).words).toBeUndefined();
});

test.each([
  [{ error: "x" }, true],
  [{ message: "x" }, true],
  [{ success: false }, true],
  [{ object: "error" }, true],
  [{ error: null, output: [] }, false],
  [{ errors: [] as unknown[], choices: [] }, false],
  [{ choices: [{ message: "x" }] }, false],
  ["x", false],
])("%j describes a failure: %s", (message, expected) => {
  expect(describesFailure(message)).toBe(expected);
});
