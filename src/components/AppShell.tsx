"use client";
import dynamic from "next/dynamic";
import { useLayoutEffect } from "react";
import { TooltipLayer } from "@/components/ui/TooltipLayer";
import { personStore } from "@/store/person";
import type { Person } from "@/types/people";
import type { Returned } from "./connect/SignInReturn";
import { useReturned } from "./connect/useReturned";
import { useAuthStatusPolling } from "./hooks/useAuthStatus";
import type { AskedDocument } from "./hooks/useOpenDocument";
import { SessionEnd } from "./SessionEnd";
import type { Theme } from "./theme";
import { Workspace } from "./Workspace";

const Toaster = dynamic(() => import("./ui/Toaster").then((module) => module.Toaster), { ssr: false });
const SignInReturn = dynamic(() => import("./connect/SignInReturn").then((module) => module.SignInReturn));

/** The one page: the return of a sign-in if the address says so, else the workspace. */
export function AppShell(props: {
  theme: Theme;
  document: AskedDocument;
  /** A session can be ended. */
  hasLogout: boolean;
  /** Who is signed in, where people have names. */
  person?: Person;
  returned?: Returned;
}) {
  const { theme, document, hasLogout, person, returned } = props;
  // Before the effects that open a document, which hang on what may be done. Never on the server, which all share.
  useLayoutEffect(() => personStore.setState({ person }), [person]);
  const signIn = useReturned(returned);
  return (
    <>
      <SessionEnd />
      <AuthStatusPolling />
      {signIn.returned ? (
        <SignInReturn returned={signIn.returned} onGoOn={signIn.forget} />
      ) : (
        <Workspace theme={theme} document={document} hasLogout={hasLogout} />
      )}
      <TooltipLayer />
      <Toaster />
    </>
  );
}

function AuthStatusPolling() {
  useAuthStatusPolling();
  return null;
}
