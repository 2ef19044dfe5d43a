import { apiRoute } from "@/app/api/apiRoute";

export const GET = apiRoute(({ services, url }) => services.auth.status(url.searchParams.get("account") ?? undefined));
