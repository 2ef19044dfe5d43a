import { makerOf } from "@/lib/people/makerOf";
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
  const person = await makerOf(services, link.person, ofNobody);
  return { link, person, services: person === undefined ? services : services.of(person) };
}

function ofNobody(): AppError {
  const message = "This link belongs to nobody who may use this Patchbay. Ask for a new one.";
  return new AppError("login_required", message, { needs: "link" });
}
