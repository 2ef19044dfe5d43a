import type { Services } from "@/lib/services";
import type { AppError } from "@/types/errors";
import type { Person } from "@/types/people";

/** On whose behalf something is done, with the services as they have them. */
export interface OnBehalf {
  /** Undefined where nobody has a name. */
  person: Person | undefined;
  services: Services;
}

/**
 * Who made what lets somebody in or starts something, as they are now.
 * @throws what `refuse` gives, where `by` is nobody who may be here (any more); AppError `storage_failed`
 */
export async function asMaker(services: Services, by: string | undefined, refuse: () => AppError): Promise<OnBehalf> {
  const { people, door } = services;
  const isByName = (await door.way()) === "people";
  if (!isByName && by === undefined) return { person: undefined, services };
  const record = by === undefined ? undefined : await people?.persons.read(by);
  if (!isByName || record === undefined || record.disabled) throw refuse();
  const person: Person = { id: record.id, name: record.name, role: record.role };
  return { person, services: services.of(person) };
}
