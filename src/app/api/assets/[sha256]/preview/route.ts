import { z } from "zod";
import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";

const querySchema = z.object({ as: z.enum(["csv", "document"]) });

/** How a file begins when it is read as a table or as a document; what its run would refuse, is refused here. */
export const GET = apiRoute(async ({ request, services, param, query }) =>
  services.previewFile(param("sha256"), query(querySchema).as, request.signal),
);

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods("GET");
