import type { OidcSignIn } from "@/lib/people/oidc/oidcSignIn";
import type { Services } from "@/lib/services";
import { AppError } from "@/types/errors";

/** @throws AppError `not_found` where no provider of identities is configured */
export function requireOidc({ people }: Pick<Services, "people">): OidcSignIn {
  if (people?.oidc !== undefined) return people.oidc;
  throw new AppError("not_found", "No provider of identities is configured here (PATCHBAY_OIDC_ISSUER).");
}
