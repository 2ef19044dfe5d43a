import type { IdTokenClaims } from "@/lib/auth/issuer/tokenClaims";
import type { AccountRecord } from "@/lib/auth/store/authFileSchema";
import type { Config } from "@/lib/config";

/** Plans that one person pays, and plans of a workspace. New ones appear: both may miss. */
const personalPlans = new Set(["free", "go", "plus", "pro", "prolite", "promax"]);
const workspacePlan = /^(team|business|self_serve_business|enterprise|ent\d|hc$|edu)/;

/** Whether OpenAI may give an API key for this sign-in: a workspace, or an unknown plan that names where it bills to. */
export function mayHaveApiKey(
  plan: string | null,
  { organizationId, projectId }: { organizationId: string | null; projectId: string | null },
): boolean {
  const name = plan?.toLowerCase() ?? "";
  if (personalPlans.has(name)) return false;
  return workspacePlan.test(name) || (organizationId !== null && projectId !== null);
}

/**
 * Whether a sign-in should bring an API key. Who pays for an account that is there already does not change by signing
 * in again, and no key is made that nobody uses.
 */
export function wantsApiKey(
  { workspaceMode }: Pick<Config["openaiAuth"], "workspaceMode">,
  claims: IdTokenClaims,
  existing: Pick<AccountRecord, "mode"> | undefined,
): boolean {
  if (existing !== undefined) return existing.mode === "api_key";
  if (workspaceMode === "auto") return mayHaveApiKey(claims.planType, claims);
  return workspaceMode === "api_key";
}
