import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";
import { isAppError } from "@/types/errors";

/** Whether requests can be sent here: 503 while what is kept cannot be reached. Needs no login, and tells no reason. */
export const GET = apiRoute(
  async ({ services }) => {
    try {
      await services.storage.check();
      return { status: "ready" };
    } catch (error) {
      if (!isAppError(error)) throw error;
      return Response.json({ status: "not_ready" }, { status: 503 });
    }
  },
  { isPublic: true },
);

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods("GET");
