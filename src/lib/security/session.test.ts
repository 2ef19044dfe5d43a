import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createSessions, type Sessions } from "./session";

const mac = async (text: string) => createHmac("sha256", "key").update(text).digest("base64url");
const cookieOf = (setCookie: string) => setCookie.split(";")[0] ?? "";

const here = { address: "127.0.0.1", isSecure: false };

async function failTimes(sessions: Sessions, times: number, addressOf: (nth: number) => string) {
  for (let nth = 0; nth < times; nth++) {
    const wrong = sessions.login("wrong", { ...here, address: addressOf(nth) });
    await expect(wrong).rejects.toMatchObject({ code: "login_required" });
  }
}

describe("sessions", () => {
  it("let in whoever knew the password, across restarts, until they end", async () => {
    let now = 1_000_000;
    const cookie = cookieOf(await createSessions("open sesame", mac, () => now).login("open sesame", here));
    const restarted = createSessions("open sesame", mac, () => now);
    expect(await restarted.isValid(`other=1; ${cookie}`)).toBe(true);
    now += 31 * 24 * 3600 * 1000;
    expect(await restarted.isValid(cookie)).toBe(false);
  });

  it("end for everybody when the password changes", async () => {
    const cookie = cookieOf(await createSessions("open sesame", mac).login("open sesame", here));
    expect(await createSessions("another one", mac).isValid(cookie)).toBe(false);
  });

  it("do not take a made-up, changed or missing cookie", async () => {
    const sessions = createSessions("open sesame", mac);
    const cookie = cookieOf(await sessions.login("open sesame", here));
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
    expect(await sessions.login("open sesame", { ...here, isSecure: true })).toMatch(
      /HttpOnly; SameSite=Lax; Max-Age=\d+; Secure$/,
    );
  });

  it("refuse even the right password after five wrong ones from one address, for a while", async () => {
    let now = 0;
    const sessions = createSessions("open sesame", mac, () => now);
    await failTimes(sessions, 5, () => here.address);
    await expect(sessions.login("open sesame", here)).rejects.toMatchObject({ code: "rate_limited" });
    now += 5 * 60 * 1000 + 1;
    await expect(sessions.login("open sesame", here)).resolves.toContain("patchbay_session=");
  });

  it("let the owner in while somebody else guesses", async () => {
    const sessions = createSessions("open sesame", mac);
    await failTimes(sessions, 5, () => "203.0.113.9");
    const stranger = { ...here, address: "203.0.113.9" };
    await expect(sessions.login("open sesame", stranger)).rejects.toMatchObject({ code: "rate_limited" });
    await expect(sessions.login("open sesame", here)).resolves.toContain("patchbay_session=");
  });

  it.each([
    ["2001:db8:1:2::1", "2001:db8:1:2:ffff::2", "rate_limited"],
    ["2001:db8::1", "2001:db8:0:0:a:b:c:d", "rate_limited"],
    ["2001:db8:1:2::1", "2001:db8:1:3::1", undefined],
    ["::ffff:203.0.113.9", "203.0.113.9", "rate_limited"],
    ["::1", "203.0.113.9", undefined],
  ])(
    "after guesses from %s, %s is %s: a household of IPv6 has a whole network of addresses",
    async (guesser, other, code) => {
      const sessions = createSessions("open sesame", mac);
      await failTimes(sessions, 5, () => guesser);
      const login = sessions.login("open sesame", { ...here, address: other });
      if (code === undefined) await expect(login).resolves.toContain("patchbay_session=");
      else await expect(login).rejects.toMatchObject({ code });
    },
  );

  it("refuse everybody once there were a hundred wrong passwords from anywhere", async () => {
    const sessions = createSessions("open sesame", mac);
    await failTimes(sessions, 100, (nth) => `203.0.113.${nth}`);
    await expect(sessions.login("open sesame", here)).rejects.toMatchObject({ code: "rate_limited" });
  });
});
