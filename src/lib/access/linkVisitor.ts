import type { Services } from "@/lib/services";
import { AppError } from "@/types/errors";
import type { PageLinkView } from "@/types/pages";
import type { Person } from "@/types/people";

/** Who comes in by a link to the page of one workflow. */
export interface LinkVisitor {
  link: PageLinkView;
  /** Who made the link, where people have names. */
  person: Person | undefined;
  /** As that person has them. */
  services: Services;
}

/**
 * Lets in by a link, as whoever made it; undefined where no link of that workflow was brought.
 * @throws AppError `login_required` for one of somebody who may not be here, `storage_failed`
 */
export async function admitByLink(
  services: Services,
  { workflow, cookie }: { workflow: string; cookie: string | null },
): Promise<LinkVisitor | undefined> {
  const link = await services.pageLinks.find(workflow, cookie);
  if (link === undefined) return undefined;
  const person = await makerOf(services, link);
  return { link, person, services: person === undefined ? services : services.of(person) };
}

async function makerOf({ people, door }: Services, link: PageLinkView): Promise<Person | undefined> {
  const isByName = (await door.way()) === "people";
  if (!isByName && link.person === undefined) return undefined;
  const record = link.person === undefined ? undefined : await people?.persons.read(link.person);
  if (!isByName || record === undefined || record.disabled) {
    const message = "This link belongs to nobody who may use this Patchbay. Ask for a new one.";
    throw new AppError("login_required", message, { needs: "link" });
  }
  return { id: record.id, name: record.name, role: record.role };
}
