"use client";
import { useState } from "react";
import { whenText } from "@/components/accounts";
import { setup } from "@/components/messages/setup";
import { Button } from "@/components/ui/Button";
import type { AccountUsage } from "@/types/limits";
import type { AccountView } from "@/types/providers";
import { announce, patchAccount, validateAccount } from "./accountActions";
import { BackgroundConsent } from "./BackgroundConsent";
import { PayerChoice } from "./PayerChoice";
import { ProxyField } from "./ProxyField";

const words = setup.account;

/** Everything about an account that is not needed every day. */
export function AccountDetails({
  account,
  usage,
  isDefault,
}: {
  account: AccountView;
  usage: AccountUsage | undefined;
  isDefault: boolean;
}) {
  return (
    <div className="flex w-full flex-col gap-4 border-line border-t pt-3.5 [&>form]:max-w-[520px]">
      <PayerChoice account={account} />
      <BackgroundConsent account={account} />
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-xs">
        {factsOf(account, usage).map(([label, value]) => (
          <div key={label} className="contents">
            <dt className="text-ink-3">{label}</dt>
            <dd className="text-ink-2 [overflow-wrap:anywhere]">{value}</dd>
          </div>
        ))}
      </dl>
      <ProxyField account={account} />
      <AccountButtons account={account} isDefault={isDefault} />
    </div>
  );
}

function AccountButtons({ account, isDefault }: { account: AccountView; isDefault: boolean }) {
  const [busy, setBusy] = useState<string>();
  const { id, name, status } = account;
  const isOff = status === "disabled";
  const act = async (label: string, done: string, action: () => Promise<void>) => {
    setBusy(label);
    await announce(done, action);
    setBusy(undefined);
  };
  const button = (label: string, done: string, action: () => Promise<void>) => (
    <Button size="sm" busy={busy === label} onClick={() => void act(label, done, action)}>
      {label}
    </Button>
  );
  return (
    <div className="flex flex-wrap gap-2">
      {!isOff && status !== "needs_login" && button(words.check, words.checked(name), () => validateAccount(id))}
      {!isDefault &&
        !isOff &&
        button(words.makeDefault, words.isDefaultNow(name), () => patchAccount(id, { default: true }))}
      {isOff
        ? button(words.enable, words.enabled(name), () => patchAccount(id, { disabled: false }))
        : button(words.disable, words.disabled(name), () => patchAccount(id, { disabled: true }))}
    </div>
  );
}

function factsOf(account: AccountView, usage: AccountUsage | undefined): [string, string][] {
  const { route, mode, health, queue, lastRefreshAt, expiresAt, lastError } = account;
  const { facts } = words;
  const rows: [string, string | undefined][] = [
    [facts.route, words.routeText[route]],
    [facts.calls, route === "siwc" ? words.siwcBackend : words.backend[mode]],
    [facts.credits, creditsText(usage)],
    [facts.queue, queue && words.queueText(queue.running, queue.limit, queue.waiting)],
    [facts.health, health?.level === "unknown" ? undefined : health?.reason],
    [facts.refreshed, renewalText(lastRefreshAt, account.status === "active" ? expiresAt : undefined)],
    [facts.error, lastError && `${lastError.message} (${whenText(lastError.at)})`],
  ];
  return rows.filter((row): row is [string, string] => row[1] !== undefined);
}

function renewalText(lastRefreshAt: string | undefined, expiresAt: string | undefined): string {
  const last = lastRefreshAt === undefined ? words.neverRenewed : whenText(lastRefreshAt);
  return expiresAt === undefined ? last : `${last}; ${words.renews(whenText(expiresAt))}`;
}

function creditsText(usage: AccountUsage | undefined): string | undefined {
  const { credits } = usage ?? {};
  if (credits === undefined) return undefined;
  if (credits.unlimited) return words.creditsUnlimited;
  if (!credits.hasCredits) return words.creditsNone;
  return credits.balance ?? words.creditsSome;
}
