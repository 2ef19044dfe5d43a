import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";

export const POST = apiRoute(
  async ({ services: { runs }, param }) => {
    const { id } = await runs.cancel(param("id"));
    return runs.look(id);
  },
  { role: "runner" },
);

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods("POST");
