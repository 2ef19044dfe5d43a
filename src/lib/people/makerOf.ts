import type { Services } from "@/lib/services";
import type { AppError } from "@/types/errors";
import type { Person } from "@/types/people";

/**
 * Who made what lets somebody in or starts something, as they are now; undefined where nobody has a name.
 * @throws what `refuse` gives, where `by` is nobody who may be here (any more); AppError `storage_failed`
 */
export async function makerOf(
  { people, door }: Pick<Services, "people" | "door">,
  by: string | undefined,
  refuse: () => AppError,
): Promise<Person | undefined> {
  const isByName = (await door.way()) === "people";
  if (!isByName && by === undefined) return undefined;
  const record = by === undefined ? undefined : await people?.persons.read(by);
  if (!isByName || record === undefined || record.disabled) throw refuse();
  return { id: record.id, name: record.name, role: record.role };
}
