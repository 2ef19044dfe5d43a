"use client";
import { SWRConfig } from "swr";
import { TooltipLayer } from "@/components/ui/TooltipLayer";
import { Toaster } from "@/components/ui/toast";
import { type Returned, SignInReturn } from "./connect/SignInReturn";
import { useReturned } from "./connect/useReturned";
import { goToLogin } from "./goToLogin";
import { useAuthStatusPolling } from "./hooks/useAuthStatus";
import type { AskedDocument } from "./hooks/useOpenDocument";
import type { Theme } from "./theme";
import { Workspace } from "./Workspace";

/** The one page: the return of a sign-in if the address says so, else the workspace. */
export function AppShell(props: { theme: Theme; document: AskedDocument; returned?: Returned }) {
  const { theme, document, returned } = props;
  const signIn = useReturned(returned);
  return (
    <SWRConfig value={{ onError: goToLogin }}>
      <AuthStatusPolling />
      {signIn.returned ? (
        <SignInReturn returned={signIn.returned} onGoOn={signIn.forget} />
      ) : (
        <Workspace theme={theme} document={document} />
      )}
      <TooltipLayer />
      <Toaster />
    </SWRConfig>
  );
}

function AuthStatusPolling() {
  useAuthStatusPolling();
  return null;
}
