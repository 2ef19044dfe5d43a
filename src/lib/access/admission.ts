import type { OnBehalf } from "@/lib/people/asMaker";
import type { Visitor } from "@/lib/people/door";
import type { Services } from "@/lib/services";
import { AppError } from "@/types/errors";
import { type Role, reaches } from "@/types/people";
import { bearerOf, KEY_PREFIX } from "./accessKeys";
import { admitByKey, type KeyVisitor, withinKey } from "./keyVisitor";
import { admitByLink, type LinkVisitor } from "./linkVisitor";
import { scopeOf } from "./scopeOf";

/** Who was let in, with the services that they may use. */
export interface Admitted
  extends Visitor,
    Pick<OnBehalf, "services">,
    Partial<Pick<KeyVisitor, "key"> & Pick<LinkVisitor, "link">> {}

export interface Asking {
  method: string;
  pathname: string;
  headers: Headers;
  /** The workflow whose page this belongs to, which links open too; absent everywhere else. */
  page?: string | undefined;
}

/**
 * Who asks for something of the API: by one of our keys, which decides alone whatever cookie comes with it, else by a
 * session, else by a link to the page that is asked for. Reading takes the role `runner` and changing `editor` unless told otherwise.
 * @throws AppError `login_required`, `not_allowed`, `rate_limited`, `storage_failed`
 */
export async function admit(services: Services, asking: Asking, role?: Role): Promise<Admitted> {
  const admitted =
    (await findByKey(services, asking)) ??
    (await findBySession(services, asking)) ??
    (await findByLink(services, asking));
  if (admitted === undefined) throw new AppError("login_required", "Sign in to this Patchbay first.");
  const needed = role ?? (reading.has(asking.method) ? "runner" : "editor");
  const { person } = admitted;
  if (person !== undefined && !reaches(person.role, needed)) throw notAllowed(person.role, needed);
  return admitted;
}

/** Undefined where none of our keys is given: a proxy in front may send bearers of its own. */
async function findByKey(services: Services, asking: Asking): Promise<Admitted | undefined> {
  const authorization = asking.headers.get("authorization");
  if (!bearerOf(authorization)?.startsWith(KEY_PREFIX)) return undefined;
  const address = services.callerAddress(asking.headers);
  const visitor = await admitByKey(services, { authorization, address, scope: scopeOf(asking) });
  return { ...visitor, services: withinKey(visitor.services, visitor.key) };
}

async function findBySession(services: Services, { headers }: Asking): Promise<Admitted | undefined> {
  const visitor = await services.door.find(headers.get("cookie"));
  if (visitor === undefined) return undefined;
  return { ...visitor, services: visitor.person === undefined ? services : services.of(visitor.person) };
}

async function findByLink(services: Services, { headers, page }: Asking): Promise<Admitted | undefined> {
  return page === undefined ? undefined : admitByLink(services, { workflow: page, cookie: headers.get("cookie") });
}

const reading: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

function notAllowed(role: Role, needed: Role): AppError {
  return new AppError("not_allowed", `This takes the role ${needed}, and yours is ${role}. An admin can change that.`, {
    role,
    needed,
  });
}
