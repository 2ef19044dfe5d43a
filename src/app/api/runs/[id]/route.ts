import { apiRoute } from "@/app/api/apiRoute";

export const GET = apiRoute(({ services, param }) => services.runs.read(param("id")));
