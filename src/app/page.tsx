import { headers } from "next/headers";
import { AppShell } from "@/components/AppShell";
import type { Returned } from "@/components/connect/SignInReturn";
import { PASSWORD_HEADER } from "@/types/api";
import { readThemeCookie } from "./themeCookie";

type Query = Record<string, string | string[] | undefined>;

export default async function Page({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams;
  const document =
    query.new === undefined ? { named: textOf(query.workflow), start: query.start !== undefined } : "new";
  const hasLogout = (await headers()).get(PASSWORD_HEADER) === "true";
  const theme = await readThemeCookie();
  return <AppShell theme={theme} document={document} hasLogout={hasLogout} returned={toReturned(query)} />;
}

function toReturned({ connected, connectError }: Query): Returned | undefined {
  const errorCode = textOf(connectError);
  if (errorCode !== undefined) return { errorCode };
  const accountId = textOf(connected);
  return accountId === undefined ? undefined : { accountId };
}

function textOf(value: Query[string]): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
