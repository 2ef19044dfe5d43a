import { apiRoute } from "@/app/api/apiRoute";

/** Asks the upstream at most once a minute; between, and while it cannot be asked, what is known with its age. */
export const GET = apiRoute(({ services, param }) => services.accountUsage.read(param("id")));
