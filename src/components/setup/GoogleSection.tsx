"use client";
import { useState } from "react";
import { z } from "zod";
import { accountState, whenText } from "@/components/accounts";
import { ErrorNote, toShownError } from "@/components/ErrorNote";
import { refreshConnections } from "@/components/hooks/useAuthStatus";
import { useGoogleStatus } from "@/components/hooks/useGoogleStatus";
import { setup } from "@/components/messages/setup";
import { Badge } from "@/components/ui/Badge";
import { Button } from "@/components/ui/Button";
import { ConfirmDialog } from "@/components/ui/ConfirmDialog";
import { Spinner } from "@/components/ui/Spinner";
import { toast } from "@/components/ui/toast";
import { requestJson } from "@/store/apiClient";
import { startGoogleAnswerSchema } from "@/types/api";
import type { GoogleAccountView } from "@/types/providers";
import { AccountName } from "./AccountName";
import { announce, patchAccount } from "./accountActions";
import { SetupSection } from "./SetupSection";
import { SignInButton } from "./SignInButton";

const words = setup.google;

/** Signing in with Google for Gemini; nothing where the server has no registration for it and never had an account. */
export function GoogleSection() {
  const status = useGoogleStatus();
  if (status === undefined || (!status.configured && status.accounts.length === 0)) return null;
  const newest = status.pending.toSorted((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt))[0];
  const isWaiting = newest?.status === "waiting" || newest?.status === "exchanging";
  return (
    <SetupSection
      title={words.title}
      subtitle={words.subtitle}
      action={status.configured && <SignIn label={words.connect} />}
    >
      {isWaiting && (
        <p role="status" className="mb-2.5 flex items-center gap-2 text-ink-2">
          <Spinner className="text-accent-ink" /> {words.waiting}
        </p>
      )}
      {newest?.status === "failed" && newest.error && (
        <div className="mb-2.5">
          <ErrorNote error={newest.error} />
        </div>
      )}
      <ul className="flex flex-col gap-2.5">
        {status.accounts.map((account) => (
          <GoogleRow key={account.id} account={account} canSignIn={status.configured} />
        ))}
      </ul>
    </SetupSection>
  );
}

/** Whether it went well is seen in the accounts, which are asked for anew. */
function SignIn({ label, account }: { label: string; account?: string }) {
  const query = account === undefined ? "" : `?account=${encodeURIComponent(account)}`;
  const start = () => requestJson(startGoogleAnswerSchema, `/api/auth/google/start${query}`);
  return <SignInButton label={label} start={start} onStarted={refreshConnections} />;
}

function GoogleRow({ account, canSignIn }: { account: GoogleAccountView; canSignIn: boolean }) {
  const state = accountState(account);
  const { enable, disable, enabled, disabled } = setup.account;
  const isOff = account.status === "disabled";
  const toggle = () =>
    announce((isOff ? enabled : disabled)(account.name), () => patchAccount(account.id, { disabled: !isOff }));
  const needsLogin = account.status === "needs_login" || account.status === "error";
  return (
    <li className="flex flex-wrap items-center gap-x-3.5 gap-y-2 rounded-card border border-line bg-card px-3.5 py-3">
      <div className="min-w-0 flex-1 basis-56">
        <div className="flex flex-wrap items-center gap-1.5">
          <AccountName account={account} />
          <Badge tone={state.tone}>{state.label}</Badge>
        </div>
        {account.email && <p className="mt-0.5 text-ink-2">{account.email}</p>}
        {account.lastError && (
          <p className="mt-0.5 text-error text-xs">
            {account.lastError.message} ({whenText(account.lastError.at)})
          </p>
        )}
      </div>
      {needsLogin && canSignIn && <SignIn label={setup.chatgpt.reconnect} account={account.id} />}
      <Button variant="ghost" onClick={() => void toggle()}>
        {isOff ? enable : disable}
      </Button>
      <DisconnectGoogle account={account} />
    </li>
  );
}

function DisconnectGoogle({ account: { id, name } }: { account: GoogleAccountView }) {
  const [isAsking, setIsAsking] = useState(false);
  const { disconnect, disconnected, confirmTitle, confirmText } = setup.chatgpt;
  const end = async () => {
    try {
      await requestJson(z.unknown(), "/api/auth/google/disconnect", { method: "POST", body: { account: id } });
      toast(disconnected(name));
    } catch (error) {
      toast.error(toShownError(error).message);
    }
    await refreshConnections();
  };
  return (
    <>
      <Button onClick={() => setIsAsking(true)}>{disconnect}</Button>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setIsAsking}
        title={confirmTitle(name)}
        confirmLabel={disconnect}
        onConfirm={end}
      >
        {confirmText}
      </ConfirmDialog>
    </>
  );
}
