import type { AccountRecord } from "@/lib/auth/store/authFileSchema";
import type { AccountRoute, AccountView } from "@/types/providers";

/** What an account of one route may be used for, and what a person is told about it. */
export interface RouteTerms {
  /** A workspace may give an API key, which pays then instead of the plan. */
  takesApiKey: boolean;
  /** Fields of the view that only this route has. */
  view(account: AccountRecord): Partial<AccountView>;
  /** What the sign-in did not bring, in words. */
  missing(account: AccountRecord): string[];
  /** @throws AppError `plan_use_off` when the account is an identity only */
  requirePlanUse(account: AccountRecord): void;
  /**
   * Whether runs may go on while nobody watches.
   * @throws AppError `plan_use_off` with the fact `needs: "background_consent"`
   */
  requireBackgroundConsent(account: AccountRecord): void;
}

export type TermsByRoute = Record<AccountRoute, RouteTerms>;
