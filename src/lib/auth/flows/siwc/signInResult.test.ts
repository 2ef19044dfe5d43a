import { describe, expect, it } from "vitest";
import type { PendingRecord } from "@/lib/auth/store/authFileSchema";
import { issuedClientId, refuseBareCode } from "./signInResult";
import { DYNAMIC_CLIENT_ID } from "./siwcProtocol";

const issuer = "https://auth.example.com";
const answer = (clientId?: string) => ({ clientId, issuer, code: "c" });
const pending = (client_id: string | null) => ({ client_id }) as PendingRecord; // no more is read

describe("a code without its address", () => {
  it("is enough only where the client is known", () => {
    expect(() => refuseBareCode(pending(null), { state: "s", code: "c" })).toThrow(
      expect.objectContaining({
        code: "invalid_request",
        message: expect.stringMatching(/^For this way of connecting the code alone is not enough\. .*client_id=…\.$/),
        facts: { action: "use_paste" },
      }),
    );
    expect(() => refuseBareCode(pending("known"), { state: "s", code: "c" })).not.toThrow();
    expect(() => refuseBareCode(pending(null), { state: "s", code: "c", clientId: "new" })).not.toThrow();
  });
});

describe("the client of a sign-in", () => {
  it("is the one that was issued", () => {
    expect(issuedClientId(pending(null), answer("new_1-a"), issuer)).toBe("new_1-a");
  });

  it.each([undefined, "", DYNAMIC_CLIENT_ID, "with space", "a".repeat(201)])("is not %j", (clientId) => {
    expect(() => issuedClientId(pending(null), answer(clientId), issuer)).toThrow(
      expect.objectContaining({
        code: "upstream_rejected",
        message: "OpenAI's answer to the sign-in was refused: it does not name the new registration. Sign in again.",
        facts: { action: "reconnect", reason: "it does not name the new registration" },
      }),
    );
  });

  it("stays the one that was signed in with, and is never another", () => {
    expect(issuedClientId(pending("known"), answer(), issuer)).toBe("known");
    expect(issuedClientId(pending("known"), answer("known"), issuer)).toBe("known");
    expect(() => issuedClientId(pending("known"), answer("other"), issuer)).toThrow(
      expect.objectContaining({
        code: "account_mismatch",
        message: expect.stringMatching(/^OpenAI answered for another registration/),
        facts: { action: "reconnect" },
      }),
    );
  });

  it("is none in an answer of another issuer", () => {
    expect(() => issuedClientId(pending("known"), { ...answer(), issuer: "https://else.test" }, issuer)).toThrow(
      expect.objectContaining({ code: "upstream_rejected" }),
    );
  });
});
