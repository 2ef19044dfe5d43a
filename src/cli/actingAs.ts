import type { Services } from "@/lib/services";
import { AppError } from "@/types/errors";
import { personNameSchema } from "@/types/people";
import type { CommandContext } from "./command";

/**
 * The person that is named and their services, where people have names. Whoever has a server's terminal and its secret
 * may use what is kept there; they say whose it is.
 * @throws AppError `invalid_request`, `not_found`, `storage_failed`
 */
export async function actingAs(
  services: Services,
  name: string | undefined,
): Promise<Pick<CommandContext, "services" | "person">> {
  const hasPeople = (await services.door.way()) === "people";
  if (!hasPeople && name === undefined) return { services };
  if (!hasPeople) throw new AppError("invalid_request", "Nobody has a name here, so there is no --as.");
  if (name === undefined) {
    throw new AppError("invalid_request", "People have names here. Say whose accounts this is about: --as NAME");
  }
  const person = await services.people?.persons.findByName(personNameSchema.safeParse(name).data ?? name);
  if (person === undefined) throw new AppError("not_found", `Nobody is called “${name}”. See: patchbay users list`);
  return { services: services.of(person), person };
}
