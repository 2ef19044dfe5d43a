import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";

/** Nothing is opened by the key from here on. An admin may revoke what is others'. */
export const DELETE = apiRoute(
  async ({ services, person, address, param }) => {
    const owner = person?.role === "admin" ? undefined : person?.id;
    const { id, name } = await services.accessKeys.revoke(param("id"), owner);
    await services.people?.audit.note({ kind: "access_key_revoked", person: person?.id, about: name, address });
    return { revoked: id };
  },
  { role: "runner" },
);

export const { GET, OPTIONS, PATCH, POST, PUT } = otherMethods("DELETE");
