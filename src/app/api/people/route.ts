import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";
import { addPersonSchema, type PersonBrief, type PersonView } from "@/types/people";
import { requirePeople } from "./requirePeople";

/** Everybody may know who the others are, since runs name them; more is for admins, and of oneself. */
export const GET = apiRoute(async ({ services, person }) => {
  const people = await requirePeople(services).directory.list();
  const isAdmin = person === undefined || person.role === "admin";
  return { people: isAdmin ? people : people.map((each) => (each.id === person.id ? each : toBrief(each))) };
});

export const POST = apiRoute(
  async ({ services, person, address, json }) => {
    const added = await requirePeople(services).directory.add(await json(addPersonSchema), { person, address });
    return Response.json(added, { status: 201 });
  },
  { role: "admin" },
);

export const { DELETE, OPTIONS, PATCH, PUT } = otherMethods("GET", "POST");

function toBrief({ id, name, role, disabled }: PersonView): PersonBrief {
  return { id, name, role, disabled };
}
