import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";

export const GET = apiRoute(({ services }) => services.activity());

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods("GET");
