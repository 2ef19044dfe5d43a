"use client";
import { ShieldAlert } from "lucide-react";
import { useState } from "react";
import { z } from "zod";
import { accountState, planName, whenText } from "@/components/accounts";
import { toShownError } from "@/components/ErrorNote";
import { refreshConnections } from "@/components/hooks/useAuthStatus";
import { messages } from "@/components/messages/en";
import { Badge, type Tone } from "@/components/ui/Badge";
import { Button } from "@/components/ui/Button";
import { ConfirmDialog } from "@/components/ui/ConfirmDialog";
import { cx } from "@/components/ui/cx";
import { tip } from "@/components/ui/tip";
import { toast } from "@/components/ui/toast";
import { requestJson } from "@/store/apiClient";
import type { AccountView } from "@/types/providers";

const words = messages.setup.chatgpt;

const avatarTones: Record<Tone, string> = {
  neutral: "bg-field text-ink-2",
  accent: "bg-accent-soft text-accent-ink",
  ok: "bg-accent-soft text-accent-ink",
  waiting: "bg-waiting-soft text-waiting",
  error: "bg-error-soft text-error",
};

/** One account: who it is, how it is doing, and the one thing to do about it. */
export function AccountRow({
  account,
  isDefault,
  onReconnect,
}: {
  account: AccountView;
  isDefault: boolean;
  onReconnect: () => void;
}) {
  const state = accountState(account);
  const needsLogin = account.status === "needs_login" || account.status === "error";
  return (
    <li className="flex flex-wrap items-center gap-x-3.5 gap-y-2 rounded-card border border-line bg-card px-3.5 py-3">
      <span
        aria-hidden
        className={cx(
          "flex size-9 shrink-0 items-center justify-center rounded-control font-semibold",
          avatarTones[state.tone],
        )}
      >
        {account.name.charAt(0).toUpperCase()}
      </span>
      <div className="min-w-0 flex-1 basis-56">
        <div className="flex flex-wrap items-center gap-1.5">
          <span className="truncate font-semibold">{account.name}</span>
          <Badge tone={state.tone}>{state.label}</Badge>
          {!account.idTokenVerified && (
            <button type="button" className="rounded-sm" {...tip(words.unverifiedHint)}>
              <Badge tone="waiting" icon={ShieldAlert}>
                {words.unverified}
              </Badge>
              <span className="sr-only">. {words.unverifiedHint}</span>
            </button>
          )}
        </div>
        <p className="mt-0.5 text-ink-2 [overflow-wrap:anywhere]">{describe(account, isDefault)}</p>
        {account.missing.length > 0 && (
          <p className="mt-0.5 text-waiting text-xs">
            {words.missing} {account.missing.join(", ")}
          </p>
        )}
        {needsLogin && account.lastError && <p className="mt-0.5 text-error text-xs">{account.lastError.message}</p>}
      </div>
      <span className="text-ink-3 text-xs">{timing(account)}</span>
      <div className="flex gap-2">
        <Disconnect account={account} quiet={needsLogin} />
        {needsLogin && (
          <Button variant="primary" onClick={onReconnect}>
            {words.reconnect}
          </Button>
        )}
      </div>
    </li>
  );
}

function Disconnect({ account, quiet }: { account: AccountView; quiet: boolean }) {
  const [isAsking, setIsAsking] = useState(false);
  const disconnect = async () => {
    try {
      await requestJson(z.unknown(), "/api/auth/openai/disconnect", { method: "POST", body: { account: account.id } });
      toast(words.disconnected(account.name));
    } catch (error) {
      toast.error(toShownError(error).message);
    }
    await refreshConnections();
  };
  return (
    <>
      <Button variant={quiet ? "ghost" : "secondary"} onClick={() => setIsAsking(true)}>
        {words.disconnect}
      </Button>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setIsAsking}
        title={words.confirmTitle(account.name)}
        confirmLabel={words.disconnect}
        onConfirm={disconnect}
      >
        {words.confirmText}
      </ConfirmDialog>
    </>
  );
}

function describe({ plan, email }: AccountView, isDefault: boolean): string {
  return [planName(plan), email, isDefault ? words.isDefault : undefined].filter(Boolean).join(" · ");
}

function timing({ status, limitedUntil, expiresAt }: AccountView): string | undefined {
  if (status === "limited" && limitedUntil !== undefined) return words.limitedUntil(whenText(limitedUntil));
  if (status === "active" && expiresAt !== undefined) return words.renews(whenText(expiresAt));
  return undefined;
}
