import { describe, expect, it } from "vitest";
import type { CredentialSource } from "@/types/credential";
import { AppError } from "@/types/errors";
import type { AccountRoute } from "@/types/providers";
import { createCredentialsWithin, type PaymentTerms, termsOf } from "./paymentTerms";

interface Account {
  route: AccountRoute;
  consented?: boolean;
  signedOut?: boolean;
}

/** The first account is the default one. */
function within(terms: PaymentTerms, accounts: Record<string, Account>) {
  const credentialsFor = async (provider: string, account?: string): Promise<CredentialSource> => {
    const get = async () => ({ bearer: "" });
    const refused = async () => false;
    if (provider !== "openai-auth") {
      return { payer: { kind: "key", id: "openai", provider: "openai", name: "OpenAI key" }, get, refused };
    }
    const id = account ?? Object.keys(accounts)[0] ?? "";
    if (accounts[id] === undefined || accounts[id].signedOut) throw new AppError("auth_required", "Sign in.");
    const payer = { kind: "account", id, provider: "openai-auth", name: id } as const;
    return { payer, route: accounts[id].route, get, refused };
  };
  return createCredentialsWithin(terms, {
    credentialsFor,
    accountIds: async () => Object.keys(accounts),
    requireConsent: async (id) => {
      if (accounts[id]?.consented) return;
      throw new AppError("plan_use_off", "Not while nobody watches.", { needs: "background_consent" });
    },
  });
}

const siwc: Account = { route: "siwc" };
const codex: Account = { route: "codex" };

describe("what comes in by /v1", () => {
  const terms: PaymentTerms = { planSharing: "never" };

  it("is never paid by an account of plan sharing, with consent or without", async () => {
    const find = within(terms, { shared: { route: "siwc", consented: true } });
    await expect(find("openai-auth", "shared")).rejects.toMatchObject({ code: "plan_use_off" });
    await expect(find("openai-auth")).rejects.toMatchObject({ code: "plan_use_off" });
  });

  it("is paid by the first account that may pay where the default one may not and none is named", async () => {
    const find = within(terms, { shared: siwc, out: { route: "codex", signedOut: true }, work: codex });
    expect((await find("openai-auth")).payer.id).toBe("work");
  });
});

describe("what comes from a schedule", () => {
  const terms = termsOf({ kind: "schedule" }) ?? { planSharing: "allowed" };

  it("is paid by an account of plan sharing that its person allowed to work in the background, and by no other", async () => {
    const find = within(terms, { shared: siwc, allowed: { route: "siwc", consented: true } });
    expect((await find("openai-auth", "allowed")).payer.id).toBe("allowed");
    expect((await find("openai-auth")).payer.id).toBe("allowed");
    await expect(find("openai-auth", "shared")).rejects.toMatchObject({ code: "plan_use_off" });
  });
});

describe("what comes by a key that names who may pay", () => {
  it("is paid by nothing else, and a key of a provider counts as well", async () => {
    const find = within({ planSharing: "never", accounts: ["work"] }, { home: codex, work: codex });
    expect((await find("openai-auth", "work")).payer.id).toBe("work");
    expect((await find("openai-auth")).payer.id).toBe("work");
    await expect(find("openai-auth", "home")).rejects.toMatchObject({ code: "not_allowed" });
    await expect(find("openai")).rejects.toMatchObject({ code: "not_allowed" });
    const withKey = within({ planSharing: "never", accounts: ["openai"] }, { home: codex });
    expect((await withKey("openai")).payer.id).toBe("openai");
    await expect(withKey("openai-auth")).rejects.toMatchObject({ code: "not_allowed" });
  });
});

it("a default account that needs its person is not replaced by another: who pays does not change by itself", async () => {
  const find = within({ planSharing: "never" }, { out: { route: "codex", signedOut: true }, work: codex });
  await expect(find("openai-auth")).rejects.toMatchObject({ code: "auth_required" });
});

it.each([
  ["v1", "never"],
  ["link", "never"],
  ["key", "consented"],
  ["mcp", "consented"],
  ["hook", "consented"],
  ["schedule", "consented"],
  ["spare", "consented"],
] as const)("what comes by %s is paid by plan sharing: %s", async (kind, planSharing) => {
  const terms = termsOf({ kind });
  expect(terms?.planSharing).toBe(planSharing);
  const find = within({ ...terms, planSharing }, { allowed: { route: "siwc", consented: true } });
  const found = find("openai-auth", "allowed").then(({ payer }) => payer.id);
  await (planSharing === "never"
    ? expect(found).rejects.toMatchObject({ code: "plan_use_off" })
    : expect(found).resolves.toBe("allowed"));
});

it("a person at the screen has no terms", () => {
  expect(termsOf(undefined)).toBeUndefined();
});
