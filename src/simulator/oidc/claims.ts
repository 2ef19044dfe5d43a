import type { Person } from "@/simulator/people";

const authClaim = "https://api.openai.com/auth";
const profileClaim = "https://api.openai.com/profile";

/** Names of the claims an id token may carry; the OIDC server drops the others. */
export const idTokenClaimNames = ["sub", "name", "email", "email_verified", authClaim, profileClaim];

function accountClaims(person: Person): Record<string, unknown> {
  return {
    ...(person.accountId === undefined ? {} : { chatgpt_account_id: person.accountId }),
    chatgpt_plan_type: person.plan,
    chatgpt_user_id: person.userId,
    user_id: person.userId,
  };
}

function emailClaims(person: Person): Record<string, unknown> {
  return person.email === undefined ? {} : { email: person.email, email_verified: true };
}

/** Claims of the id token. `withOrganizations` follows `id_token_add_organizations`. */
export function idTokenClaims(person: Person, withOrganizations: boolean): Record<string, unknown> & { sub: string } {
  const [organization] = person.organizations;
  return {
    sub: person.sub,
    name: person.name,
    ...emailClaims(person),
    ...(person.email === undefined ? {} : { [profileClaim]: emailClaims(person) }),
    [authClaim]: {
      ...accountClaims(person),
      completed_platform_onboarding: true,
      is_org_owner: organization?.role === "owner",
      ...(withOrganizations ? { organizations: person.organizations, organization_id: organization?.id } : {}),
    },
  };
}

/** Claims of the access token beside the registered ones. */
export function accessTokenClaims(person: Person, scope: string): Record<string, unknown> {
  return {
    sub: person.sub,
    scp: scope.split(" ").filter((word) => word !== ""),
    [profileClaim]: emailClaims(person),
    [authClaim]: accountClaims(person),
  };
}
