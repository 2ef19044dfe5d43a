import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";

export const POST = apiRoute(({ services, param }) => services.runs.cancel(param("id")), { role: "runner" });

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods("POST");
