import { expect, it } from "vitest";
import { z } from "zod";
import { isOffline, requestJson } from "./apiClient";

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
