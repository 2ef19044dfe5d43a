import { describe, expect, it } from "vitest";
import { type AuthDocument, emptyAuthDocument } from "@/lib/auth/store/authFileSchema";
import type { AuthStore } from "@/lib/auth/store/authStore";
import { accountRow } from "@/lib/auth/testkit/testRow";
import { AppError } from "@/types/errors";
import { readStatus, selectAccount } from "./authStatus";

const nowMs = Date.UTC(2026, 10, 21, 12);
const documentOf = (more: Partial<AuthDocument> = {}): AuthDocument => ({ ...emptyAuthDocument(), ...more });

describe("the account of a call", () => {
  const work = accountRow();
  const home = accountRow({ id: "b", name: "Home" });
  const document = documentOf({ accounts: [work, home], default_account_id: "b" });

  it("is the named one, or the default one", () => {
    expect(selectAccount({ document }, nowMs, "a1")).toBe(work);
    expect(selectAccount({ document }, nowMs)).toBe(home);
  });

  it("is nobody's while nobody is connected, in the words of what is wrong with the file", () => {
    expect(() => selectAccount({ document: documentOf() }, nowMs)).toThrow(
      "No ChatGPT account is connected. Connect one to use your plan.",
    );
    expect(() => selectAccount({ document: documentOf(), problem: "Broken." }, nowMs)).toThrow(
      expect.objectContaining({ code: "auth_required", message: "Broken." }),
    );
  });

  it("is never another in the place of one that is gone", () => {
    expect(() => selectAccount({ document }, nowMs, "x")).toThrow(
      expect.objectContaining({
        code: "auth_required",
        message: "The account chosen here (x) is no longer connected. Choose who else pays.",
        facts: { action: "choose_model", account: "x", route: undefined },
      }),
    );
    const former = [
      { id: "x", name: "Earlier", route: "codex" },
      { id: "x", name: "Later", route: "siwc" },
      { id: "y", name: "Other", route: "codex" },
    ];
    expect(() => selectAccount({ document: { ...document, former_accounts: former } }, nowMs, "x")).toThrow(
      expect.objectContaining({
        message: "“Later” is no longer connected. Choose who else pays.",
        facts: expect.objectContaining({ route: "siwc" }),
      }),
    );
  });

  it("is refused while it is switched off or has to be signed in again", () => {
    const refusalOf = (status: "disabled" | "needs_login" | "error" | "limited" | "created") => {
      try {
        return selectAccount({ document: documentOf({ accounts: [accountRow({ status })] }) }, nowMs, "a1").status;
      } catch (error) {
        return error;
      }
    };
    expect(refusalOf("disabled")).toMatchObject({
      code: "auth_required",
      message: "The account “Work” is switched off. Switch it on, or choose another.",
      facts: { account: "a1", route: "codex" },
    });
    expect(refusalOf("needs_login")).toMatchObject({ code: "reauth_required" });
    for (const status of ["error", "limited", "created"] as const) expect(refusalOf(status)).toBe(status);
  });
});

describe("the status of all accounts", () => {
  const statusOf = (read: AuthStore<AuthDocument>["read"], accountId?: string) =>
    readStatus(
      {
        // No more of the store is touched.
        store: { read } as AuthStore<AuthDocument>,
        toAccountView: ({ id }) => id,
        toPendingView: ({ state }) => state,
        now: () => nowMs,
      },
      accountId,
    );

  it("tells them, or one of them, and who was there before", async () => {
    const document = documentOf({
      accounts: [accountRow(), accountRow({ id: "b", status: "needs_login" })],
      default_account_id: "a1",
      former_accounts: [{ id: "x", name: "Gone", route: "siwc" }],
    });
    const read = async () => ({ document });
    expect(await statusOf(read)).toEqual({
      connected: true,
      configured: true,
      accounts: ["a1", "b"],
      defaultAccountId: "a1",
      formerAccounts: [{ id: "x", name: "Gone" }],
      pending: [],
    });
    expect(await statusOf(read, "b")).toMatchObject({ connected: false, accounts: ["b"] });
  });

  it.each([
    ["created", true],
    ["active", true],
    ["limited", true],
    ["error", false],
    ["disabled", false],
  ] as const)("of an account that is %s is connected: %s", async (status, connected) => {
    const document = documentOf({ accounts: [accountRow({ status })] });
    expect((await statusOf(async () => ({ document }))).connected).toBe(connected);
  });

  it("says what is wrong with a file that cannot be used, and passes a bug on", async () => {
    const broken = new AppError("storage_failed", "The disk is broken.");
    expect(await statusOf(() => Promise.reject(broken))).toEqual({
      connected: false,
      configured: false,
      problem: "The disk is broken.",
      accounts: [],
      defaultAccountId: null,
      formerAccounts: undefined,
      pending: [],
    });
    const bug = new TypeError("bug");
    await expect(statusOf(() => Promise.reject(bug))).rejects.toBe(bug);
  });
});
