import { asMaker, type OnBehalf } from "@/lib/people/asMaker";
import type { Services } from "@/lib/services";
import { AppError } from "@/types/errors";
import type { PageLinkView } from "@/types/pages";

/** Who comes in by a link to the page of one workflow. */
export interface LinkVisitor extends OnBehalf {
  link: PageLinkView;
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
  return link && { link, ...(await asMaker(services, link.person, ofNobody)) };
}

function ofNobody(): AppError {
  const message = "This link belongs to nobody who may use this Patchbay. Ask for a new one.";
  return new AppError("login_required", message, { needs: "link" });
}
