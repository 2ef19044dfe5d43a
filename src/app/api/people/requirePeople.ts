import type { People } from "@/lib/people/people";
import type { Services } from "@/lib/services";
import { AppError } from "@/types/errors";

/** @throws AppError `not_found` where all is one person's */
export function requirePeople({ people }: Pick<Services, "people">): People {
  if (people !== undefined) return people;
  throw new AppError("not_found", "This Patchbay has no people by name: that takes a database (DATABASE_URL).");
}
