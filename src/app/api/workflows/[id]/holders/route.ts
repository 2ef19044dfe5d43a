import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";
import { findHolders } from "@/lib/runs/holders";

/** The workflows that cannot run without this one. */
export const GET = apiRoute(async ({ services, param }) => {
  const { id } = await services.workflows.read(param("id"));
  return { workflows: await findHolders(services.workflows, id) };
});

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods("GET");
