import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";
import { createAccessKeySchema } from "@/types/access";

/** Where people have names, each sees their own, and an admin all. */
export const GET = apiRoute(async ({ services, person }) => ({
  keys: await services.accessKeys.list(person?.role === "admin" ? undefined : person?.id),
}));

/** The answer is the only one that holds the key. A key acts as whoever makes it, so anybody may make one. */
export const POST = apiRoute(
  async ({ services, person, address, json }) => {
    const created = await services.accessKeys.create(await json(createAccessKeySchema), person?.id);
    await services.people?.audit.note({
      ...{ kind: "access_key_created", person: person?.id, about: created.name, address },
      details: { scopes: created.scopes.join(", ") },
    });
    return Response.json(created, { status: 201 });
  },
  { role: "runner" },
);

export const { DELETE, OPTIONS, PATCH, PUT } = otherMethods("GET", "POST");
