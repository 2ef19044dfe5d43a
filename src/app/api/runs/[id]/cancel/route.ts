import { apiRoute } from "@/app/api/apiRoute";

export const POST = apiRoute(({ services, param }) => services.runs.cancel(param("id")));
