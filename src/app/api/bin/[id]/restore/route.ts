import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";

export const POST = apiRoute(({ services, param }) => services.workflows.bin.restore(param("id")));

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods("POST");
