import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";

/** The stored file as it stands, also one that cannot be opened: for download only. */
export const GET = apiRoute(async ({ services, param }) => {
  const id = param("id");
  const headers = {
    "content-type": "application/json",
    "content-disposition": `attachment; filename="${id}.json"`,
  };
  return new Response(await services.workflows.readFile(id), { headers });
});

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods("GET");
