import { describe, expect, it } from "vitest";
import { codexTerms } from "@/lib/auth/flows/codex/codexTerms";
import { allowsPlanUse, MANAGE_USAGE_URL } from "@/lib/auth/flows/siwc/siwcProtocol";
import { siwcTerms } from "@/lib/auth/flows/siwc/siwcTerms";
import { accountRow } from "@/lib/auth/testkit/testRow";

describe("an account of the Codex sign-in", () => {
  it("may use its plan, also unwatched, and take a key", () => {
    expect(codexTerms.takesApiKey).toBe(true);
    expect(() => codexTerms.requirePlanUse(accountRow())).not.toThrow();
    expect(() => codexTerms.requireBackgroundConsent(accountRow())).not.toThrow();
    expect(codexTerms.view(accountRow())).toEqual({});
  });

  it("says what the sign-in did not name", () => {
    expect(codexTerms.missing(accountRow())).toEqual([]);
    expect(codexTerms.missing(accountRow({ account_id: null }))).toEqual([
      "OpenAI named no ChatGPT workspace for this sign-in; some models may refuse it.",
    ]);
    expect(codexTerms.missing(accountRow({ plan_type: null }))).toEqual(["OpenAI named no plan for this sign-in."]);
  });
});

describe("an account that shares its plan", () => {
  const allowed = accountRow({
    route: "siwc",
    scope: "openid chatgpt.tokens.use.direct email",
    background_consent: true,
  });
  const refused = accountRow({ route: "siwc", scope: "openid email" });

  it("is told apart by what was granted", () => {
    expect([allowsPlanUse(allowed.scope), allowsPlanUse(refused.scope)]).toEqual([true, false]);
    expect(siwcTerms.takesApiKey).toBe(false);
    expect(siwcTerms.view(allowed)).toEqual({
      planUse: true,
      backgroundConsent: true,
      manageUsageUrl: MANAGE_USAGE_URL,
    });
    expect(siwcTerms.view(refused)).toMatchObject({ planUse: false, backgroundConsent: false });
    expect(siwcTerms.missing(allowed)).toEqual([]);
    expect(siwcTerms.missing(refused)).toEqual([
      "Patchbay may not use this account's plan: sign in again and allow it.",
    ]);
  });

  it("is refused where its plan may not be used", () => {
    expect(() => siwcTerms.requirePlanUse(allowed)).not.toThrow();
    expect(() => siwcTerms.requirePlanUse(refused)).toThrow(
      expect.objectContaining({
        code: "plan_use_off",
        message:
          "“Work” is connected, but Patchbay may not use its plan. Sign in again and allow it, or choose another account or a key.",
        facts: { account: "a1", route: "siwc" },
      }),
    );
  });

  it("goes on unwatched only with consent", () => {
    expect(() => siwcTerms.requireBackgroundConsent(allowed)).not.toThrow();
    expect(() => siwcTerms.requireBackgroundConsent(refused)).toThrow(
      expect.objectContaining({
        code: "plan_use_off",
        message: expect.stringMatching(/^Runs on “Work” do not go on by themselves/),
        facts: { account: "a1", route: "siwc", needs: "background_consent", action: "retry" },
      }),
    );
  });
});
