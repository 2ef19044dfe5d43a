import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createSessions } from "./session";

const mac = async (text: string) => createHmac("sha256", "key").update(text).digest("base64url");
const cookieOf = (setCookie: string) => setCookie.split(";")[0] ?? "";

describe("sessions", () => {
  it("let in whoever knew the password, across restarts, until they end", async () => {
    let now = 1_000_000;
    const cookie = cookieOf(await createSessions("open sesame", mac, () => now).login("open sesame", false));
    const restarted = createSessions("open sesame", mac, () => now);
    expect(await restarted.isValid(`other=1; ${cookie}`)).toBe(true);
    now += 31 * 24 * 3600 * 1000;
    expect(await restarted.isValid(cookie)).toBe(false);
  });

  it("end for everybody when the password changes", async () => {
    const cookie = cookieOf(await createSessions("open sesame", mac).login("open sesame", false));
    expect(await createSessions("another one", mac).isValid(cookie)).toBe(false);
  });

  it("do not take a made-up, changed or missing cookie", async () => {
    const sessions = createSessions("open sesame", mac);
    const cookie = cookieOf(await sessions.login("open sesame", false));
    for (const forged of [
      null,
      "",
      "patchbay_session=",
      "patchbay_session=9999999999.x",
      cookie.replace("=1", "=2"),
      `${cookie}x`,
    ]) {
      expect(await sessions.isValid(forged)).toBe(false);
    }
  });

  it("hide the cookie from scripts and keep it on https once it was given there", async () => {
    const sessions = createSessions("open sesame", mac);
    expect(await sessions.login("open sesame", true)).toMatch(/HttpOnly; SameSite=Lax; Max-Age=\d+; Secure$/);
  });

  it("refuse even the right password after five wrong ones, for a while", async () => {
    let now = 0;
    const sessions = createSessions("open sesame", mac, () => now);
    for (let attempt = 0; attempt < 5; attempt++) {
      await expect(sessions.login("wrong", false)).rejects.toMatchObject({ code: "login_required" });
    }
    await expect(sessions.login("open sesame", false)).rejects.toMatchObject({ code: "rate_limited" });
    now += 5 * 60 * 1000 + 1;
    await expect(sessions.login("open sesame", false)).resolves.toContain("patchbay_session=");
  });
});
