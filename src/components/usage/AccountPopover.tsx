"use client";
import { Popover } from "@base-ui/react/popover";
import { KeyRound, Plus, Server, Settings2 } from "lucide-react";
import type { ReactElement } from "react";
import { accountState, planName } from "@/components/accounts";
import { useAccountUsage } from "@/components/hooks/useAccountUsage";
import { messages } from "@/components/messages/en";
import { setup } from "@/components/messages/setup";
import { serverDetail } from "@/components/setup/serverDetail";
import { Badge } from "@/components/ui/Badge";
import { Button } from "@/components/ui/Button";
import { cx } from "@/components/ui/cx";
import { openConnect, openSetup } from "@/store/dialogStore";
import type { AccountView, KeyView } from "@/types/providers";
import { providerNames } from "@/types/providerTable";
import type { ServerView } from "@/types/servers";
import { UsageWindows } from "./UsageWindows";
import { usableLine } from "./usage";

const words = messages.shell.account;

/** Every account with its windows, and the keys. */
export function AccountPopover({
  isOpen,
  trigger,
  accounts,
  defaultAccountId,
  keys,
  servers,
  onClose,
}: {
  isOpen: boolean;
  trigger: ReactElement<Record<string, unknown>>;
  accounts: AccountView[];
  defaultAccountId: string | undefined;
  keys: KeyView[];
  servers: ServerView[];
  onClose: () => void;
}) {
  const leadTo = (open: () => void) => () => {
    onClose();
    open();
  };
  return (
    <Popover.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Popover.Trigger render={trigger} />
      <Popover.Portal>
        <Popover.Positioner side="bottom" align="end" sideOffset={6} className="z-50">
          <Popover.Popup className="popup flex max-h-(--available-height) w-[396px] max-w-[calc(100vw-24px)] flex-col overflow-y-auto rounded-card border border-line bg-panel text-ink shadow-float outline-none">
            <Popover.Title className="sr-only">{words.menu}</Popover.Title>
            {accounts.length > 0 && (
              <ul aria-label={words.accounts} className="divide-y divide-line">
                {accounts.map((account) => (
                  <AccountItem
                    key={account.id}
                    account={account}
                    isDefault={accounts.length > 1 && account.id === defaultAccountId}
                    onReconnect={leadTo(() => openConnect(account.id))}
                  />
                ))}
              </ul>
            )}
            {keys.length > 0 && <KeyItems keys={keys} hasLine={accounts.length > 0} />}
            {servers.length > 0 && <ServerItems servers={servers} hasLine={accounts.length + keys.length > 0} />}
            <div className="flex flex-wrap gap-1 border-line border-t p-1.5">
              <Button variant="ghost" icon={Plus} onClick={leadTo(() => openConnect())}>
                {accounts.length > 0 ? words.add : words.addFirst}
              </Button>
              <Button variant="ghost" icon={Settings2} onClick={leadTo(() => openSetup("providers"))}>
                {words.manage}
              </Button>
            </div>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

function AccountItem({
  account,
  isDefault,
  onReconnect,
}: {
  account: AccountView;
  isDefault: boolean;
  onReconnect: () => void;
}) {
  const usage = useAccountUsage(account);
  const state = accountState({ ...account, usage });
  const { isUsable, text } = usableLine({ ...account, usage });
  const needsLogin = account.status === "needs_login" || account.status === "error";
  return (
    <li className="flex flex-col gap-2 px-3.5 py-3">
      <div className="flex items-center gap-2">
        <span className="truncate font-semibold">{account.name}</span>
        <span className="shrink-0 text-ink-2">
          {[planName(account.plan), isDefault ? setup.chatgpt.isDefault : undefined].filter(Boolean).join(" · ")}
        </span>
        <span className="ml-auto flex shrink-0">
          {needsLogin ? (
            <Button size="sm" variant="primary" onClick={onReconnect}>
              {setup.chatgpt.reconnect}
            </Button>
          ) : (
            <Badge tone={state.tone}>{state.label}</Badge>
          )}
        </span>
      </div>
      {usage && <UsageWindows usage={usage} />}
      <p className={cx("text-xs", isUsable ? "text-ink-3" : "text-waiting")}>{text}</p>
    </li>
  );
}

function KeyItems({ keys, hasLine }: { keys: KeyView[]; hasLine: boolean }) {
  return (
    <ul aria-label={words.keys} className={cx("flex flex-col gap-1.5 px-3.5 py-3", hasLine && "border-line border-t")}>
      {keys.map((key) => (
        <li key={key.provider} className="flex items-center gap-2.5">
          <KeyRound size={15} strokeWidth={1.75} aria-hidden className="text-ink-2" />
          {providerNames[key.provider]} {key.lastFour && <span className="text-ink-3">·· {key.lastFour}</span>}
        </li>
      ))}
    </ul>
  );
}

function ServerItems({ servers, hasLine }: { servers: ServerView[]; hasLine: boolean }) {
  return (
    <ul
      aria-label={words.servers}
      className={cx("flex flex-col gap-1.5 px-3.5 py-3", hasLine && "border-line border-t")}
    >
      {servers.map((server) => (
        <li key={server.id} className="flex items-center gap-2.5">
          <Server size={15} strokeWidth={1.75} aria-hidden className="shrink-0 text-ink-2" />
          <span className="truncate">{server.name}</span>
          <span className="truncate text-ink-3">{serverDetail(server)}</span>
        </li>
      ))}
    </ul>
  );
}
