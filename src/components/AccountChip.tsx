"use client";
import { CircleUserRound, KeyRound, Plug, Server } from "lucide-react";
import { lazy, Suspense, useMemo, useState } from "react";
import { accounts } from "@/components/messages/accounts";
import { messages } from "@/components/messages/en";
import { Badge } from "@/components/ui/Badge";
import { Button } from "@/components/ui/Button";
import { Spinner } from "@/components/ui/Spinner";
import { openConnect } from "@/store/dialogStore";
import type { AccountUsage, UsageWindow } from "@/types/limits";
import type { AccountView, KeyView } from "@/types/providers";
import { providerNames } from "@/types/providerTable";
import type { ServerView } from "@/types/servers";
import { accountState, defaultAccount, planName } from "./accounts";
import { useCommands } from "./commands/useCommands";
import { useAccountUsage } from "./hooks/useAccountUsage";
import { hasPendingSignIn, useAuthStatus } from "./hooks/useAuthStatus";
import { useKeys } from "./hooks/useKeys";
import { useServers } from "./hooks/useServers";
import { UsageBar } from "./usage/UsageBar";
import { isBlocking, resetTime, usedText, worstWindow } from "./usage/usage";

const words = messages.shell.account;
const USAGE_POLL_MS = 5 * 60_000;

// The list and what positions it are loaded on the way to the first press.
const loadPopover = () => import("./usage/AccountPopover");
const AccountPopover = lazy(() => loadPopover().then((module) => ({ default: module.AccountPopover })));

/** Who pays by default: name, plan, the window nearest to its end. Opens the list of what is connected. */
export function AccountChip() {
  const { status } = useAuthStatus();
  const { keys } = useKeys();
  const { servers = [] } = useServers();
  const [isOpen, setIsOpen] = useState(false);
  const [wasOpened, setWasOpened] = useState(false);
  const withKey = keys?.filter((key) => key.source !== null) ?? [];
  const account = status && defaultAccount(status.accounts, status.defaultAccountId);
  const hasPayer = account !== undefined || withKey.length + servers.length > 0;
  useCommands(
    useMemo(() => {
      const open = () => {
        setWasOpened(true);
        setIsOpen(true);
      };
      return { account: { run: open, isPossible: () => hasPayer } };
    }, [hasPayer]),
  );
  if (status === undefined || keys === undefined) return null;
  if (!hasPayer) return <ConnectButton isWaiting={hasPendingSignIn(status)} />;
  const trigger = (
    <button
      type="button"
      aria-haspopup="dialog"
      aria-expanded={isOpen}
      onClick={() => {
        setIsOpen(!isOpen);
        setWasOpened(true);
      }}
      onPointerEnter={() => void loadPopover()}
      onFocus={() => void loadPopover()}
      className="flex h-8 max-sm:h-11 min-w-0 items-center gap-2 rounded-control border border-line bg-card px-2.5 transition-colors hover:border-line-strong hover:bg-hover aria-expanded:bg-hover"
    >
      {account ? <AccountText account={account} /> : <PayersText keys={withKey} servers={servers} />}
      <span className="sr-only">, {words.menu}</span>
      {hasPendingSignIn(status) && <Spinner className="text-accent-ink" />}
    </button>
  );
  if (!wasOpened) return trigger;
  return (
    <Suspense fallback={trigger}>
      <AccountPopover
        isOpen={isOpen}
        trigger={trigger}
        accounts={status.accounts}
        defaultAccountId={account?.id}
        keys={withKey}
        servers={servers}
        onClose={() => setIsOpen(false)}
      />
    </Suspense>
  );
}

function ConnectButton({ isWaiting }: { isWaiting: boolean }) {
  return (
    <Button icon={Plug} className="max-sm:h-11" busy={false} onClick={() => openConnect()}>
      {isWaiting && <Spinner className="text-accent-ink" />}
      {/* On a phone the name of the workflow needs the room. */}
      {isWaiting ? <span className="max-sm:sr-only">{words.waiting}</span> : words.connect}
    </Button>
  );
}

function AccountText({ account }: { account: AccountView }) {
  const usage = useAccountUsage(account, USAGE_POLL_MS);
  const state = accountState({ ...account, usage });
  const worst = worstOf(account, usage);
  const needsWords = account.status !== "active" && account.status !== "created" && worst === undefined;
  return (
    <>
      <CircleUserRound size={16} strokeWidth={1.75} aria-hidden className="shrink-0 text-ink-2" />
      <span className="max-w-36 truncate font-semibold max-md:max-w-20">{account.name}</span>
      <span className="text-ink-2 max-md:hidden">{planName(account.plan)}</span>
      {worst && <Worst {...worst} />}
      {needsWords && <Badge tone={state.tone}>{state.label}</Badge>}
    </>
  );
}

/** "▬▬ 5 h · 62%", or until when it blocks. */
function Worst({ window, usage }: { window: UsageWindow; usage: AccountUsage }) {
  const isBlocked = isBlocking(window, usage);
  const { short, resetsAt } = accounts.usage;
  const when = window.resetsAt === undefined ? undefined : resetsAt(resetTime(window.resetsAt));
  return (
    <span className="flex items-center gap-2 max-md:hidden" title={when}>
      <UsageBar percent={window.usedPercent} isBlocking={isBlocked} className="w-[54px] max-lg:hidden" />
      <span className={isBlocked ? "text-waiting tabular-nums" : "text-ink-2 tabular-nums"}>
        {isBlocked && when !== undefined ? `${window.label} · ${when}` : short(window.label, usedText(window))}
      </span>
      {!isBlocked && when !== undefined && <span className="sr-only">, {when}</span>}
    </span>
  );
}

/** Nothing where another state has to be told. */
function worstOf({ status }: AccountView, usage: AccountUsage | undefined) {
  if (usage === undefined || (status !== "active" && status !== "limited")) return undefined;
  const window = worstWindow(usage.windows);
  return window && { window, usage };
}

/** Keys where there are some, else servers. */
function PayersText({ keys, servers }: { keys: KeyView[]; servers: ServerView[] }) {
  const Icon = keys.length > 0 ? KeyRound : Server;
  const names = [...keys.map((key) => providerNames[key.provider]), ...servers.map(({ name }) => name)];
  return (
    <>
      <Icon size={15} strokeWidth={1.75} aria-hidden className="shrink-0 text-ink-2" />
      <span className="font-semibold">{keys.length > 0 ? words.keysOnly : words.servers}</span>
      <span className="max-w-60 truncate text-ink-2 max-lg:max-w-28 max-md:hidden">{names.join(", ")}</span>
    </>
  );
}
