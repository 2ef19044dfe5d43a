import { expect, test } from "vitest";
import { parseTokenResponse, toEarliestRefresh } from "./tokenResponse";

const nowMs = Date.UTC(2026, 10, 21, 12);
const DAY_MS = 86_400_000;

test("an answer of the token endpoint is read with all it says", () => {
  const body = {
    access_token: "a",
    refresh_token: "r",
    id_token: "i",
    token_type: "BEARER",
    expires_in: 3600,
    scope: "openid",
    earliest_refresh_at: "2026-11-21T12:30:00Z",
  };
  expect(parseTokenResponse(body, nowMs)).toEqual({
    accessToken: "a",
    refreshToken: "r",
    idToken: "i",
    scope: "openid",
    expiresAt: "2026-11-21T13:00:00.000Z",
    earliestRefreshAt: "2026-11-21T12:30:00.000Z",
  });
});

test("what it does not say is null", () => {
  const nothing = {
    accessToken: null,
    refreshToken: null,
    idToken: null,
    scope: null,
    expiresAt: null,
    earliestRefreshAt: null,
  };
  expect(parseTokenResponse({}, nowMs)).toEqual(nothing);
  expect(parseTokenResponse({ access_token: null, token_type: null, scope: null }, nowMs)).toEqual(nothing);
});

test.each([
  [undefined],
  ["x"],
  [{ access_token: "" }],
  [{ refresh_token: 5 }],
  [{ id_token: "" }],
  [{ token_type: "mac" }],
])("%j is no answer of a token endpoint", (body) => {
  expect(parseTokenResponse(body, nowMs)).toBeUndefined();
});

test.each([
  [0, null],
  [-1, null],
  [Number.NaN, null],
  ["3600", null],
  [366 * 86_400, new Date(nowMs + 366 * DAY_MS).toISOString()],
  [366 * 86_400 + 1, null],
])("a lifetime of %s s ends at %s", (expires_in, expiresAt) => {
  expect(parseTokenResponse({ expires_in }, nowMs)?.expiresAt).toBe(expiresAt);
});

const inAnHourMs = nowMs + 3_600_000;

test.each([
  [inAnHourMs / 1000, "2026-11-21T13:00:00.000Z"],
  [inAnHourMs, "2026-11-21T13:00:00.000Z"],
  [`${inAnHourMs / 1000}`, "2026-11-21T13:00:00.000Z"],
  [`${inAnHourMs / 1000}.5`, "2026-11-21T13:00:00.500Z"],
  ["2026-11-21T13:00:00Z", "2026-11-21T13:00:00.000Z"],
  [nowMs, null],
  [nowMs + 1, "2026-11-21T12:00:00.001Z"],
  [nowMs + 30 * DAY_MS, new Date(nowMs + 30 * DAY_MS).toISOString()],
  [nowMs + 30 * DAY_MS + 1, null],
  ["soon", null],
  [null, null],
  [true, null],
])("no refresh before %j means %s", (value, time) => {
  expect(toEarliestRefresh(value, nowMs)).toBe(time);
});
