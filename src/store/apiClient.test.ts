import { expect, it } from "vitest";
import { z } from "zod";
import { isOffline, requestJson } from "./apiClient";
import { sessionEnd } from "./sessionEnd";

const answer = (status: number, body: unknown) => async () => Response.json(body, { status });

it("gives the checked answer", async () => {
  const fetch = answer(200, { ok: true, more: 1 });
  expect(await requestJson(z.object({ ok: z.boolean() }), "/api/x", { fetch })).toEqual({ ok: true });
});

it("throws the server's error with its code, words, action and details", async () => {
  const error = {
    code: "usage_limit_reached",
    message: "Limit",
    action: "wait",
    details: { resetsAt: "soon" },
    requestId: "r1",
  };
  await expect(requestJson(z.unknown(), "/api/x", { fetch: answer(429, { error }) })).rejects.toMatchObject({
    code: "usage_limit_reached",
    message: "Limit",
    facts: { action: "wait", resetsAt: "soon", requestId: "r1" },
  });
});

it("still says something when the answer is no error object", async () => {
  const fetch = async () => new Response("<html>", { status: 502 });
  await expect(requestJson(z.unknown(), "/api/x", { fetch })).rejects.toMatchObject({ code: "internal" });
});

it("tells a server that does not answer from one that refuses", async () => {
  const fetch = () => Promise.reject(new TypeError("Failed to fetch"));
  const error = await requestJson(z.unknown(), "/api/x", { fetch }).catch((failure: unknown) => failure);
  expect(isOffline(error)).toBe(true);
});

it("notices the end of a session in any answer, but not in a wrong password", async () => {
  const fetch = answer(401, { error: { code: "login_required", message: "Sign in first." } });
  await expect(requestJson(z.unknown(), "/api/session", { fetch })).rejects.toMatchObject({ code: "login_required" });
  expect(sessionEnd.getState().isOver).toBe(false);
  await expect(requestJson(z.unknown(), "/api/keys", { fetch })).rejects.toMatchObject({ code: "login_required" });
  expect(sessionEnd.getState().isOver).toBe(true);
  sessionEnd.setState({ isOver: false });
});
