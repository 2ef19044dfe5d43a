import { apiRoute, type RouteContext } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";
import { requirePeople } from "@/app/api/people/requirePeople";
import { AppError } from "@/types/errors";
import { presentPageSchema } from "@/types/people";

/** A page says that it has the workflow open, and learns who else has. */
export const POST = apiRoute(
  async (context) => {
    const { page } = await context.json(presentPageSchema);
    const here = { workflowId: context.param("id"), page, person: personOf(context) };
    return requirePeople(context.services).presence.note(here);
  },
  { role: "runner" },
);

export const DELETE = apiRoute(
  async (context) => {
    const { page } = context.query(presentPageSchema);
    await requirePeople(context.services).presence.leave({ page, person: personOf(context) });
    return new Response(null, { status: 204 });
  },
  { role: "runner" },
);

function personOf({ person }: RouteContext): string {
  if (person === undefined) throw new AppError("not_found", "Nobody signs in by name here.");
  return person.id;
}

export const { GET, OPTIONS, PATCH, PUT } = otherMethods("POST", "DELETE");
