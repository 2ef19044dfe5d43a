import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";
import { filePreviewQuerySchema } from "@/types/filePreview";

/** How a file begins, or what a page of it says; what its run would refuse, is refused here. */
export const GET = apiRoute(async ({ request, services, param, query }) =>
  services.previewFile(param("sha256"), query(filePreviewQuerySchema), request.signal),
);

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods("GET");
