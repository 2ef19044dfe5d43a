import { z } from "zod";
import type { OidcConfig } from "@/lib/configOidc";
import { type Role, roles } from "@/types/people";

/** Who somebody is, as their provider says it. */
export interface Identity {
  issuer: string;
  subject: string;
  /** In small letters, of the letters that a name here may have; somebody else may have it already. */
  name: string;
  email: string | undefined;
  /** Undefined where the provider says nothing of groups. */
  groups: readonly string[] | undefined;
}

const claimsSchema = z.object({
  sub: z.string().min(1),
  preferred_username: z.string().nullish().catch(undefined),
  email: z.string().nullish().catch(undefined),
  name: z.string().nullish().catch(undefined),
});
const groupsSchema = z.union([z.array(z.string()), z.string().transform((group) => [group])]);

/** Only what is used of the claims of an id token and of userinfo. @throws ZodError without a subject */
export function readIdentity(
  claims: object,
  { issuer, groupsClaim }: Pick<OidcConfig, "issuer" | "groupsClaim">,
): Identity {
  const { sub, preferred_username, email, name } = claimsSchema.parse(claims);
  const groups = groupsSchema.safeParse(Object.entries(claims).find(([claim]) => claim === groupsClaim)?.[1]);
  return {
    issuer,
    subject: sub,
    name: toName(preferred_username || email || name || sub),
    email: email || undefined,
    groups: groups.data,
  };
}

/** Keycloak gives names, Entra addresses, Google nothing but an address: all become a name that can be typed. */
function toName(text: string): string {
  const name = text
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}._@+-]+/gu, "-")
    .replace(/^[^\p{L}\p{N}]+/u, "");
  return [...name].slice(0, 70).join("") || "somebody";
}

/** The highest role that the groups give; undefined for who may not come in. */
export function roleOf(groups: readonly string[], { roles: byGroup, defaultRole }: OidcConfig): Role | undefined {
  const given = groups.flatMap((group) => byGroup.get(group) ?? []);
  return roles.findLast((role) => given.includes(role)) ?? defaultRole;
}
