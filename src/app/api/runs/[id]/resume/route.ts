import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";
import { resumeRunSchema } from "@/types/api";

export const POST = apiRoute(
  async ({ services: { runs }, param, json }) => {
    const { id } = await runs.resume(param("id"), await json(resumeRunSchema));
    return runs.look(id);
  },
  { role: "runner" },
);

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods("POST");
