import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";
import { testServer } from "@/lib/serverTest";

export const POST = apiRoute(async ({ services, param }) => testServer(services, param("id")), { role: "admin" });

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods("POST");
