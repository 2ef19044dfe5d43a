import { type Role, roleSchema, roles } from "@/types/people";
import type { Environment } from "./configEnvironment";

/** The provider of identities by which people sign in. */
export interface OidcConfig {
  /** As it is written in the provider's own description. */
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** On the button. */
  name: string;
  /** Asked for, separated by spaces. */
  scopes: string;
  groupsClaim: string;
  /** The role that a group gives; empty where roles are given here. */
  roles: ReadonlyMap<string, Role>;
  /** Of who is in none of these groups; without one they may not come in. */
  defaultRole: Role | undefined;
}

const roleWords = `group=role pairs separated by commas, with the roles ${roles.join(", ")}`;

/** `group=role` pairs; a group may have an equals sign, a role has none. Undefined for anything else. */
function parseRoles(text: string): Map<string, Role> | undefined {
  const pairs = text.split(",").filter((pair) => pair.trim() !== "");
  const known = pairs.flatMap((pair) => {
    const [, group = "", name] = /^(.+)=([^=]*)$/.exec(pair) ?? [];
    const role = roleSchema.safeParse(name?.trim()).data;
    return group.trim() === "" || role === undefined ? [] : [[group.trim(), role] as const];
  });
  return known.length === pairs.length ? new Map(known) : undefined;
}

/** Undefined where no provider is named. `refuse` is called with what is wrong, and throws. */
export function oidcConfig(env: Environment, refuse: (message: string) => never): OidcConfig | undefined {
  const { PATCHBAY_OIDC_ISSUER: issuer, PATCHBAY_OIDC_CLIENT_ID: clientId, PATCHBAY_OIDC_CLIENT_SECRET: secret } = env;
  const named = {
    PATCHBAY_OIDC_ISSUER: issuer,
    PATCHBAY_OIDC_CLIENT_ID: clientId,
    PATCHBAY_OIDC_CLIENT_SECRET: secret,
  };
  if (Object.values(named).every((value) => value === undefined)) return undefined;
  const [missing] = Object.entries(named).find(([, value]) => value === undefined) ?? [];
  if (issuer === undefined || clientId === undefined || secret === undefined) {
    return refuse(
      `${missing} wants a value, because the rest of the registration at the provider of identities is set`,
    );
  }
  if (env.DATABASE_URL === undefined) {
    refuse("DATABASE_URL wants the address of a database, because PATCHBAY_OIDC_ISSUER lets people sign in by name");
  }
  const groupRoles = parseRoles(env.PATCHBAY_OIDC_ROLES) ?? refuse(`PATCHBAY_OIDC_ROLES wants ${roleWords}`);
  const defaultRole = env.PATCHBAY_OIDC_DEFAULT_ROLE === "none" ? undefined : env.PATCHBAY_OIDC_DEFAULT_ROLE;
  if (groupRoles.size === 0 && defaultRole === undefined) {
    refuse(`PATCHBAY_OIDC_ROLES wants ${roleWords}, or PATCHBAY_OIDC_DEFAULT_ROLE a role: else nobody could sign in`);
  }
  return {
    ...{ issuer, clientId, clientSecret: secret, defaultRole },
    name: env.PATCHBAY_OIDC_NAME ?? new URL(issuer).hostname,
    scopes: env.PATCHBAY_OIDC_SCOPES,
    groupsClaim: env.PATCHBAY_OIDC_GROUPS_CLAIM,
    roles: groupRoles,
  };
}
