import type { AccountRecord } from "@/lib/auth/store/authFileSchema";
import { AppError } from "@/types/errors";
import { allowsPlanUse } from "./siwcProtocol";

/** @throws AppError `plan_use_off` for an account that is an identity only */
export function requirePlanUse({ id, name, route, scope }: AccountRecord): void {
  if (route !== "siwc" || allowsPlanUse(scope)) return;
  throw new AppError(
    "plan_use_off",
    `“${name}” is connected, but Patchbay may not use its plan. Sign in again and allow it, or choose another account or a key.`,
    { account: id, route },
  );
}

/**
 * The terms of plan sharing want the person's word before runs go on while nobody watches.
 * @throws AppError `plan_use_off` with the fact `needs: "background_consent"`
 */
export function requireBackgroundConsent({ id, name, route, background_consent }: AccountRecord): void {
  if (route !== "siwc" || background_consent) return;
  throw new AppError(
    "plan_use_off",
    `Runs on “${name}” do not go on by themselves, because you have not allowed Patchbay to use its plan in the background. Allow it for this account, or resume the run yourself.`,
    { account: id, route, needs: "background_consent", action: "retry" },
  );
}
