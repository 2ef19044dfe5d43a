"use client";
import { CircleUserRound, KeyRound, Plug, Plus, Settings2 } from "lucide-react";
import { messages } from "@/components/messages/en";
import { Badge } from "@/components/ui/Badge";
import { Button } from "@/components/ui/Button";
import { Menu, MenuGroup, MenuItem, MenuSeparator } from "@/components/ui/Menu";
import { Spinner } from "@/components/ui/Spinner";
import { openConnect, openSetup } from "@/store/dialogStore";
import { type AccountView, type AuthStatus, type KeyView, providerNames } from "@/types/providers";
import { accountState, defaultAccount, planName } from "./accounts";
import { hasPendingSignIn, useAuthStatus } from "./hooks/useAuthStatus";
import { useKeys } from "./hooks/useKeys";

const words = messages.shell.account;

/** Who pays by default: name, plan, and the state when it needs care. Opens the list of what is connected. */
export function AccountChip() {
  const { status } = useAuthStatus();
  const { keys } = useKeys();
  if (status === undefined || keys === undefined) return null;
  const withKey = keys.filter((key) => key.source !== null);
  const account = defaultAccount(status.accounts, status.defaultAccountId);
  if (account === undefined && withKey.length === 0) return <ConnectButton isWaiting={hasPendingSignIn(status)} />;
  return (
    <Menu
      align="end"
      trigger={
        <button
          type="button"
          className="flex h-8 min-w-0 items-center gap-2 rounded-control border border-line bg-card px-2.5 transition-colors hover:border-line-strong hover:bg-hover data-popup-open:bg-hover"
        >
          {account ? <AccountText account={account} /> : <KeysText keys={withKey} />}
          <span className="sr-only">, {words.menu}</span>
          {hasPendingSignIn(status) && <Spinner className="text-accent-ink" />}
        </button>
      }
    >
      <ConnectedItems status={status} keys={withKey} />
      <MenuItem icon={Plus} onSelect={() => openConnect()}>
        {account ? words.add : words.addFirst}
      </MenuItem>
      <MenuItem icon={Settings2} onSelect={() => openSetup("providers")}>
        {words.manage}
      </MenuItem>
    </Menu>
  );
}

function ConnectButton({ isWaiting }: { isWaiting: boolean }) {
  return (
    <Button icon={Plug} busy={false} onClick={() => openConnect()}>
      {isWaiting && <Spinner className="text-accent-ink" />}
      {/* On a phone the name of the workflow needs the room. */}
      {isWaiting ? <span className="max-sm:sr-only">{words.waiting}</span> : words.connect}
    </Button>
  );
}

function AccountText({ account }: { account: AccountView }) {
  const state = accountState(account);
  const isFine = account.status === "active" || account.status === "created";
  return (
    <>
      <CircleUserRound size={16} strokeWidth={1.75} aria-hidden className="shrink-0 text-ink-2" />
      <span className="max-w-36 truncate font-semibold">{account.name}</span>
      <span className="text-ink-2 max-sm:hidden">{planName(account.plan)}</span>
      {!isFine && <Badge tone={state.tone}>{state.label}</Badge>}
    </>
  );
}

function KeysText({ keys }: { keys: KeyView[] }) {
  return (
    <>
      <KeyRound size={15} strokeWidth={1.75} aria-hidden className="shrink-0 text-ink-2" />
      <span className="font-semibold">{words.keysOnly}</span>
      <span className="truncate text-ink-2 max-sm:hidden">
        {keys.map((key) => providerNames[key.provider]).join(", ")}
      </span>
    </>
  );
}

function ConnectedItems({ status, keys }: { status: AuthStatus; keys: KeyView[] }) {
  return (
    <>
      {status.accounts.length > 0 && (
        <MenuGroup label={words.accounts}>
          {status.accounts.map((account) => (
            <AccountItem key={account.id} account={account} />
          ))}
        </MenuGroup>
      )}
      {keys.length > 0 && (
        <MenuGroup label={words.keys}>
          {keys.map((key) => (
            <MenuItem key={key.provider} icon={KeyRound} onSelect={() => openSetup("providers")}>
              {providerNames[key.provider]} <span className="text-ink-3">·· {key.lastFour}</span>
            </MenuItem>
          ))}
        </MenuGroup>
      )}
      <MenuSeparator />
    </>
  );
}

function AccountItem({ account }: { account: AccountView }) {
  const state = accountState(account);
  const needsLogin = account.status === "needs_login";
  return (
    <MenuItem icon={CircleUserRound} onSelect={() => (needsLogin ? openConnect(account.id) : openSetup("providers"))}>
      <span className="flex items-center gap-2">
        <span className="truncate">{account.name}</span>
        <span className="text-ink-3">{planName(account.plan)}</span>
        <span className="ml-auto">
          <Badge tone={state.tone}>{state.label}</Badge>
        </span>
      </span>
    </MenuItem>
  );
}
