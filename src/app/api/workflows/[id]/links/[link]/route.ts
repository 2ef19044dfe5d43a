import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";

/** Whoever came by the link is out from here on. Its runs go on. */
export const DELETE = apiRoute(async ({ services, person, address, param }) => {
  const { id, name, workflowId } = await services.pageLinks.revoke(param("id"), param("link"));
  await services.people?.audit.note({
    ...{ kind: "page_link_revoked", person: person?.id, about: workflowId, address },
    details: { link: name },
  });
  return { revoked: id };
});

export const { GET, OPTIONS, PATCH, POST, PUT } = otherMethods("DELETE");
