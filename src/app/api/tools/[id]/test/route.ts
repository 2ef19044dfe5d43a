import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";

export const POST = apiRoute(({ services, param }) => services.tools.test(param("id")), { role: "admin" });

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods("POST");
