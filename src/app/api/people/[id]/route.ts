import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";
import { requirePeople } from "@/app/api/people/requirePeople";
import { changePersonSchema } from "@/types/people";

export const PATCH = apiRoute(
  async ({ services, person, address, param, json }) =>
    requirePeople(services).directory.change(param("id"), await json(changePersonSchema), { person, address }),
  { role: "admin" },
);

export const { DELETE, GET, OPTIONS, POST, PUT } = otherMethods("PATCH");
