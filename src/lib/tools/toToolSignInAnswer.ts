import { AppError } from "@/types/errors";
import type { ToolSignInAnswer } from "./toolSignIn";

/** What the address of the way back says. @throws AppError `invalid_request` */
export function toToolSignInAnswer(query: URLSearchParams): ToolSignInAnswer {
  const [state, code, error, iss] = ["state", "code", "error", "iss"].map((name) => query.get(name) ?? undefined);
  if (state === undefined) throw incomplete();
  const common = { state, ...(iss === undefined ? {} : { iss }) };
  // Another issuer may have sent it: only one of ours has its state, and `iss` is compared before a code is redeemed.
  if (error !== undefined) return { ...common, error };
  if (code === undefined) throw incomplete();
  return { ...common, code };
}

function incomplete(): AppError {
  return new AppError("invalid_request", "This address is no end of a sign-in: it has no state and code.");
}
