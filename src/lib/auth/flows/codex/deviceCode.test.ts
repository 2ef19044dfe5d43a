import { describe, expect, it } from "vitest";
import { parseConfig } from "@/lib/config";
import { pollDeviceCode, requestDeviceCode } from "./deviceCode";

const { openaiAuth } = parseConfig({});
const settings = { ...openaiAuth, issuer: "https://auth.example.com", clientId: "codex" };

/** One answer, and the requests that asked for it. */
function answering(answer: () => Response | Promise<Response>) {
  const asked: unknown[] = [];
  const fetch: typeof globalThis.fetch = async (url, init) => {
    asked.push([url, JSON.parse(String(init?.body))]);
    return answer();
  };
  return { context: { settings, fetch }, asked };
}
const json = (body: unknown, status = 200) => answering(() => Response.json(body, { status }));
const page = (status: number) =>
  answering(() => new Response("<html>", { status, headers: { "content-type": "text/html" } }));
const unreachable = answering(() => Promise.reject(new TypeError("fetch failed")));

describe("a device code", () => {
  const given = { device_auth_id: "d", user_code: "ABCD", interval: "5" };

  it("is asked for by the client's name", async () => {
    const { context, asked } = json(given);
    expect(await requestDeviceCode(context)).toEqual({ deviceAuthId: "d", userCode: "ABCD", intervalSeconds: 5 });
    expect(asked).toEqual([["https://auth.example.com/api/accounts/deviceauth/usercode", { client_id: "codex" }]]);
  });

  it.each([
    ["0", 1],
    ["-3", 1],
    ["61", 60],
    [7, 7],
    ["soon", 5],
    [undefined, 5],
  ])("with the interval %j is looked for every %i s", async (interval, intervalSeconds) => {
    expect(await requestDeviceCode(json({ ...given, interval }).context)).toMatchObject({ intervalSeconds });
  });

  it("may have its older name", async () => {
    const older = { device_auth_id: "d", usercode: "OLD", interval: 5 };
    expect((await requestDeviceCode(json(older).context)).userCode).toBe("OLD");
  });

  it.each([
    ["nothing", undefined],
    ["no code", { ...given, user_code: undefined }],
    ["an empty code", { ...given, user_code: "" }],
    ["an empty id", { ...given, device_auth_id: "" }],
  ])("that is %s is not understood", async (_, body) => {
    const { context } = body === undefined ? answering(() => new Response("x")) : json(body);
    await expect(requestDeviceCode(context)).rejects.toMatchObject({
      code: "upstream_rejected",
      message: "OpenAI's answer to the device code could not be understood. Try another way.",
      facts: { action: "use_paste", status: 200 },
    });
  });

  it("may be switched off, refused, or out of reach", async () => {
    await expect(requestDeviceCode(json({}, 404).context)).rejects.toMatchObject({
      code: "device_disabled",
      message: expect.stringMatching(/^Device codes are switched off for this account\./),
    });
    await expect(requestDeviceCode(json({}, 429).context)).rejects.toMatchObject({ code: "rate_limited" });
    await expect(requestDeviceCode(page(403).context)).rejects.toMatchObject({ code: "egress_blocked" });
    await expect(requestDeviceCode(unreachable.context)).rejects.toMatchObject({
      code: "upstream_unavailable",
      cause: expect.any(TypeError),
    });
  });
});

describe("looking for an approval", () => {
  const code = { deviceAuthId: "d", userCode: "ABCD" };

  it("gives the grant once there is one", async () => {
    const { context, asked } = json({ authorization_code: "c", code_verifier: "v" });
    expect(await pollDeviceCode(context, code)).toEqual({ code: "c", codeVerifier: "v" });
    expect(asked).toEqual([
      ["https://auth.example.com/api/accounts/deviceauth/token", { device_auth_id: "d", user_code: "ABCD" }],
    ]);
  });

  it("gives nothing while there is none, or when the answer was lost", async () => {
    expect(await pollDeviceCode(json({}, 403).context, code)).toBeUndefined();
    expect(await pollDeviceCode(json({}, 404).context, code)).toBeUndefined();
    expect(await pollDeviceCode(unreachable.context, code)).toBeUndefined();
  });

  it.each([[{ error: "access_denied" }], [{ detail: "access_denied" }]])("ends with a denial: %j", async (body) => {
    await expect(pollDeviceCode(json(body, 400).context, code)).rejects.toMatchObject({
      code: "access_denied",
      message: "The device code was denied on OpenAI's page. Nothing was changed.",
    });
  });

  it("ends where it leads nowhere any more", async () => {
    await expect(pollDeviceCode(page(403).context, code)).rejects.toMatchObject({ code: "egress_blocked" });
    await expect(pollDeviceCode(json({ error: "invalid_grant" }, 400).context, code)).rejects.toMatchObject({
      code: "flow_expired",
    });
    await expect(pollDeviceCode(json({ authorization_code: "c" }).context, code)).rejects.toMatchObject({
      code: "upstream_rejected",
    });
  });
});
