"use client";
import { ChevronDown, CircleCheck, CirclePause, ShieldAlert } from "lucide-react";
import { useId, useState } from "react";
import { accountState, planName } from "@/components/accounts";
import { toShownError } from "@/components/ErrorNote";
import { useAccountUsage } from "@/components/hooks/useAccountUsage";
import { messages } from "@/components/messages/en";
import { Badge, type Tone } from "@/components/ui/Badge";
import { Button } from "@/components/ui/Button";
import { ConfirmDialog } from "@/components/ui/ConfirmDialog";
import { cx } from "@/components/ui/cx";
import { IconButton } from "@/components/ui/IconButton";
import { tip } from "@/components/ui/tip";
import { toast } from "@/components/ui/toast";
import { UsageWindows } from "@/components/usage/UsageWindows";
import { usableLine } from "@/components/usage/usage";
import { useWorkflow } from "@/store/useWorkflow";
import type { AccountUsage } from "@/types/limits";
import type { AccountView } from "@/types/providers";
import { AccountDetails } from "./AccountDetails";
import { AccountName } from "./AccountName";
import { disconnectAccount } from "./accountActions";
import { countNodesOn } from "./countNodesOn";

const words = messages.setup.chatgpt;

const avatarTones: Record<Tone, string> = {
  neutral: "bg-field text-ink-2",
  accent: "bg-accent-soft text-accent-ink",
  ok: "bg-accent-soft text-accent-ink",
  waiting: "bg-waiting-soft text-waiting",
  error: "bg-error-soft text-error",
};

/** One account: who it is, how much of its plan is used, whether it can be used now, and the one thing to do about it. */
export function AccountRow({
  account,
  isDefault,
  isOnly,
  onReconnect,
}: {
  account: AccountView;
  isDefault: boolean;
  isOnly: boolean;
  onReconnect: () => void;
}) {
  const [isOpen, setIsOpen] = useState(false);
  const panelId = useId();
  const usage = useAccountUsage(account);
  const { tone } = accountState({ ...account, usage });
  const needsLogin = account.status === "needs_login" || account.status === "error";
  const isPlanOff = account.planUse === false;
  return (
    <li className="flex flex-wrap items-center gap-x-3.5 gap-y-3 rounded-card border border-line bg-card px-3.5 py-3">
      <span
        aria-hidden
        className={cx(
          "flex size-9 shrink-0 items-center justify-center rounded-control font-semibold",
          avatarTones[tone],
        )}
      >
        {account.name.charAt(0).toUpperCase()}
      </span>
      <Identity account={{ ...account, usage }} isDefault={isDefault && !isOnly} />
      <Use account={account} usage={usage} isDefault={isDefault} />
      <div className="flex min-w-[138px] items-center justify-end gap-1.5 max-sm:justify-start">
        {needsLogin || isPlanOff ? (
          <Button variant="primary" onClick={onReconnect}>
            {needsLogin ? words.reconnect : words.turnOn}
          </Button>
        ) : (
          <Disconnect account={account} />
        )}
        <IconButton
          label={messages.setup.account.more(account.name)}
          icon={ChevronDown}
          size="sm"
          aria-expanded={isOpen}
          aria-controls={panelId}
          onClick={() => setIsOpen(!isOpen)}
          className={cx("transition-transform", isOpen && "rotate-180")}
        />
      </div>
      <div id={panelId} hidden={!isOpen} className="w-full">
        {isOpen && (
          <>
            <AccountDetails account={account} usage={usage} isDefault={isDefault} />
            {(needsLogin || isPlanOff) && (
              <div className="mt-2">
                <Disconnect account={account} />
              </div>
            )}
          </>
        )}
      </div>
    </li>
  );
}

function Identity({ account, isDefault }: { account: AccountView; isDefault: boolean }) {
  const state = accountState(account);
  const needsLogin = account.status === "needs_login" || account.status === "error";
  return (
    <div className="min-w-0 flex-1 basis-52">
      <div className="flex flex-wrap items-center gap-1.5">
        <AccountName account={account} />
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
      {needsLogin && account.lastError ? (
        <p className="mt-0.5 text-error text-xs">{account.lastError.message}</p>
      ) : (
        <UsableNow account={account} />
      )}
      {account.missing.length > 0 && account.planUse !== false && (
        <p className="mt-0.5 text-waiting text-xs">
          {words.missing} {account.missing.join(", ")}
        </p>
      )}
    </div>
  );
}

/** Whether calls can be made, and how: by which way in, at whose cost. */
function UsableNow({ account }: { account: AccountView }) {
  const { isUsable, text } = usableLine(account);
  const Icon = isUsable ? CircleCheck : CirclePause;
  const how = `${words.route[account.route]}, ${words.mode[account.mode]}`;
  return (
    <>
      <p className={cx("mt-0.5 flex items-center gap-1.5 text-xs", isUsable ? "text-ink-3" : "text-waiting")}>
        <Icon size={13} strokeWidth={1.75} aria-hidden className={cx("shrink-0", isUsable && "text-ok")} />
        {isUsable ? `${text} · ${how}` : text}
      </p>
      {!isUsable && <p className="mt-0.5 text-ink-3 text-xs">{how}</p>}
    </>
  );
}

/** The windows of the plan; where they cannot be read, why; and who waits for an account that has to sign in again. */
function Use({
  account,
  usage,
  isDefault,
}: {
  account: AccountView;
  usage: AccountUsage | undefined;
  isDefault: boolean;
}) {
  const waiting = useWorkflow(({ workflow }) => countNodesOn(workflow, account.id, isDefault));
  const needsLogin = account.status === "needs_login" || account.status === "error";
  const box = "min-w-0 w-[246px] max-sm:w-full";
  if (needsLogin) {
    return waiting === 0 ? null : <p className={cx(box, "text-ink-2 text-xs")}>{words.nodesWait(waiting)}</p>;
  }
  if (account.route === "siwc") {
    return (
      <p className={cx(box, "text-ink-3 text-xs")}>
        {words.siwcUsage}{" "}
        {account.manageUsageUrl && (
          <a
            href={account.manageUsageUrl}
            target="_blank"
            rel="noopener noreferrer"
            className="rounded-sm text-accent-ink underline underline-offset-2"
          >
            {words.manageUsage}
          </a>
        )}
      </p>
    );
  }
  if (account.mode === "api_key") return <p className={cx(box, "text-ink-3 text-xs")}>{words.keyUsage}</p>;
  if (usage === undefined || usage.windows.length === 0) return null;
  return (
    <div className={box}>
      <UsageWindows usage={usage} />
    </div>
  );
}

function Disconnect({ account }: { account: AccountView }) {
  const [isAsking, setIsAsking] = useState(false);
  const disconnect = async () => {
    try {
      const isConfirmed = await disconnectAccount(account.id);
      if (isConfirmed) toast(words.disconnected(account.name));
      else toast.warning(words.disconnectedHere(account.name), { description: words.endThereToo, duration: 20_000 });
    } catch (error) {
      toast.error(toShownError(error).message);
    }
  };
  return (
    <>
      <Button onClick={() => setIsAsking(true)}>{words.disconnect}</Button>
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

/** "Business · a••@corp.example · default" */
function describe({ plan, email }: AccountView, isDefault: boolean): string {
  return [planName(plan), email, isDefault ? words.isDefault : undefined].filter(Boolean).join(" · ");
}
