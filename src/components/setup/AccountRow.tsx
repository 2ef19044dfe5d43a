"use client";
import { ChevronDown } from "lucide-react";
import { useId, useState } from "react";
import { accountState } from "@/components/accounts";
import { useAccountUsage } from "@/components/hooks/useAccountUsage";
import { setup } from "@/components/messages/setup";
import type { Tone } from "@/components/ui/Badge";
import { Button } from "@/components/ui/Button";
import { cx } from "@/components/ui/cx";
import { IconButton } from "@/components/ui/IconButton";
import type { AccountView } from "@/types/providers";
import { AccountDetails } from "./AccountDetails";
import { AccountIdentity } from "./AccountIdentity";
import { AccountUse } from "./AccountUse";
import { DisconnectButton } from "./DisconnectButton";

const words = setup.chatgpt;

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
      <AccountIdentity account={{ ...account, usage }} isDefault={isDefault && !isOnly} />
      <AccountUse account={account} usage={usage} isDefault={isDefault} />
      <div className="flex min-w-[138px] items-center justify-end gap-1.5 max-sm:justify-start">
        {needsLogin || isPlanOff ? (
          <Button variant="primary" onClick={onReconnect}>
            {needsLogin ? words.reconnect : words.turnOn}
          </Button>
        ) : (
          <DisconnectButton account={account} />
        )}
        <IconButton
          label={setup.account.more(account.name)}
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
                <DisconnectButton account={account} />
              </div>
            )}
          </>
        )}
      </div>
    </li>
  );
}
