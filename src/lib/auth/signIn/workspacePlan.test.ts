import { describe, expect, it } from "vitest";
import type { IdTokenClaims } from "@/lib/auth/issuer/tokenClaims";
import { mayHaveApiKey, wantsApiKey } from "./workspacePlan";

const nowhere = { organizationId: null, projectId: null };
const somewhere = { organizationId: "org", projectId: "proj" };

describe("an API key", () => {
  it.each(["free", "go", "plus", "pro", "prolite", "promax", "Plus"])("is not for the personal plan %s", (plan) => {
    expect(mayHaveApiKey(plan, somewhere)).toBe(false);
  });

  it.each(["team", "business", "self_serve_business", "enterprise", "ent1", "hc", "edu", "education", "Team"])(
    "may be had by the workspace plan %s",
    (plan) => expect(mayHaveApiKey(plan, nowhere)).toBe(true),
  );

  it.each(["entry", "hcx", "my team", "", null])("may be had with the plan %j only where it names its bill", (plan) => {
    expect(mayHaveApiKey(plan, nowhere)).toBe(false);
    expect(mayHaveApiKey(plan, { ...nowhere, projectId: "proj" })).toBe(false);
    expect(mayHaveApiKey(plan, { ...nowhere, organizationId: "org" })).toBe(false);
    expect(mayHaveApiKey(plan, somewhere)).toBe(true);
  });
});

describe("a sign-in asks for a key", () => {
  const claimsOf = (planType: string) => ({ planType, ...nowhere }) as IdTokenClaims; // no more is read
  const wants = (workspaceMode: "auto" | "api_key" | "chatgpt", plan: string, mode?: "api_key" | "chatgpt") =>
    wantsApiKey({ workspaceMode }, claimsOf(plan), mode && { mode });

  it("by its plan, or as the settings say", () => {
    expect([wants("auto", "team"), wants("auto", "plus")]).toEqual([true, false]);
    expect([wants("api_key", "plus"), wants("chatgpt", "team")]).toEqual([true, false]);
  });

  it("as the account that is there already has it", () => {
    expect([wants("chatgpt", "plus", "api_key"), wants("api_key", "team", "chatgpt")]).toEqual([true, false]);
  });
});
