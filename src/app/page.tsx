import { headers } from "next/headers";
import { AppShell } from "@/components/AppShell";
import type { Returned } from "@/components/connect/SignInReturn";
import { PASSWORD_HEADER, PERSON_HEADER } from "@/types/api";
import { type Person, personSchema } from "@/types/people";
import { readThemeCookie } from "./themeCookie";

type Query = Record<string, string | string[] | undefined>;

export default async function Page({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams;
  const document =
    query.new === undefined ? { named: textOf(query.workflow), start: query.start !== undefined } : "new";
  const told = await headers();
  const hasLogout = told.get(PASSWORD_HEADER) === "true";
  const person = toPerson(told.get(PERSON_HEADER));
  const theme = await readThemeCookie();
  return (
    <AppShell theme={theme} document={document} hasLogout={hasLogout} person={person} returned={toReturned(query)} />
  );
}

/** Our own server wrote it. */
function toPerson(header: string | null): Person | undefined {
  return header === null ? undefined : personSchema.parse(JSON.parse(decodeURIComponent(header)));
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
