import { apiRoute } from "@/app/api/apiRoute";

/** The way back from the sign-in page, once forwarded by the loopback listener. Loading it again changes nothing. */
export const GET = apiRoute(
  async ({ services, url }) => {
    const outcome = await services.auth.callback(url.searchParams);
    const answer = "accountId" in outcome ? { connected: outcome.accountId } : { connectError: outcome.code };
    return new Response(null, { status: 303, headers: { location: `/?${new URLSearchParams(answer)}` } });
  },
  { allowCrossSite: true },
);
