import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";
import { AppError } from "@/types/errors";
import { createPageLinkSchema } from "@/types/pages";

export const GET = apiRoute(async ({ services, param }) => ({ links: await services.pageLinks.list(param("id")) }), {
  role: "editor",
});

/** The answer is the only one that holds the link. It acts as whoever makes it. */
export const POST = apiRoute(async ({ services, person, address, param, json }) => {
  const { name } = await json(createPageLinkSchema);
  if ((await services.door.way()) === "open") {
    const message = "This Patchbay lets in everybody who reaches it: the address of the page is all it takes.";
    throw new AppError("invalid_request", message);
  }
  const { id: workflow, name: title } = await services.workflows.read(param("id"));
  const created = await services.pageLinks.create({ workflow, name, ...(person && { person: person.id }) });
  await services.people?.audit.note({
    ...{ kind: "page_link_created", person: person?.id, about: title, address },
    details: { link: name },
  });
  return Response.json(created, { status: 201 });
});

export const { DELETE, OPTIONS, PATCH, PUT } = otherMethods("GET", "POST");
