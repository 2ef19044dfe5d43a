import type { OidcConfig } from "@/lib/configOidc";
import type { PersonRecord, PersonStore } from "@/lib/storage/peoplePorts";
import { AppError, isAppError } from "@/types/errors";
import type { Role } from "@/types/people";
import { type Identity, roleOf } from "./identity";

/** Names that are tried for somebody whose own is taken. */
const MAX_NAMES = 1000;

/** Why somebody who has shown who they are may not come in. */
export type Refusal = "switched_off" | "no_role";

/** Somebody known at the provider, who may not come in here. */
export class Refused extends AppError {
  readonly person: PersonRecord | undefined;
  readonly reason: Refusal;

  constructor(reason: Refusal, person: PersonRecord | undefined) {
    const words = {
      switched_off: "An admin has switched you off here.",
      no_role: "None of your groups gives you a role here. Ask an admin of Patchbay.",
    };
    super("not_allowed", words[reason], { reason });
    this.person = person;
    this.reason = reason;
  }
}

export interface Admitted {
  person: PersonRecord;
  /** As they were; undefined at the first sign-in. */
  before: PersonRecord | undefined;
}

/**
 * The person of this identity: made at the first sign-in, brought up to date at the later ones. Nobody is found by a
 * name or an address, which a provider may give to somebody else.
 * @throws Refused (an AppError `not_allowed`), AppError `storage_failed`
 */
export async function admitIdentity(persons: PersonStore, identity: Identity, config: OidcConfig): Promise<Admitted> {
  const known = await persons.findBySubject(identity.issuer, identity.subject);
  if (known?.disabled) throw new Refused("switched_off", known);
  const role = roleNow(known, identity, config);
  if (role === undefined) throw new Refused("no_role", known);
  const person = known ?? (await add(persons, identity, role));
  if (person.disabled) throw new Refused("switched_off", person);
  return { person: await bringUpToDate(persons, person, identity, role), before: known };
}

/** Where no group gives a role, they are given here, and the provider says only who is new. */
function roleNow(known: PersonRecord | undefined, { groups = [] }: Identity, config: OidcConfig): Role | undefined {
  return config.roles.size === 0 ? (known?.role ?? config.defaultRole) : roleOf(groups, config);
}

async function add(
  persons: PersonStore,
  { issuer, subject, name, email }: Identity,
  role: Role,
): Promise<PersonRecord> {
  for (const free of namesFor(name)) {
    try {
      return await persons.add({ name: free, role, email: email ?? null, passwordHash: null, issuer, subject });
    } catch (error) {
      if (!isAppError(error) || error.code !== "conflict") throw error;
      // Another tab of the same person may have been first.
      const other = await persons.findBySubject(issuer, subject);
      if (other !== undefined) return other;
    }
  }
  throw new AppError("conflict", `Too many people are called ${name} here.`, { reason: "name_taken" });
}

async function bringUpToDate(
  persons: PersonStore,
  person: PersonRecord,
  identity: Identity,
  role: Role,
): Promise<PersonRecord> {
  const { name } = identity;
  const email = identity.email ?? null;
  const renamed = isNameFor(person.name, name) ? person : await rename(persons, person, name);
  if (renamed.role === role && renamed.email === email) return renamed;
  // Groups decide, also over the last admin: another one of the group can come in.
  return persons.change(person.id, { role, email }, { mayLoseLastAdmin: true });
}

async function rename(persons: PersonStore, person: PersonRecord, name: string): Promise<PersonRecord> {
  for (const free of namesFor(name)) {
    try {
      return await persons.change(person.id, { name: free });
    } catch (error) {
      if (!isAppError(error) || error.facts.reason !== "name_taken") throw error;
    }
  }
  return person;
}

function* namesFor(name: string): Generator<string> {
  yield name;
  for (let number = 2; number <= MAX_NAMES; number++) yield `${name}-${number}`;
}

function isNameFor(current: string, wanted: string): boolean {
  return current === wanted || (current.startsWith(`${wanted}-`) && /^\d+$/.test(current.slice(wanted.length + 1)));
}
