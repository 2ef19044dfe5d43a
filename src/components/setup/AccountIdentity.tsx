import { CircleCheck, CirclePause, ShieldAlert } from "lucide-react";
import { accountState, planName } from "@/components/accounts";
import { setup } from "@/components/messages/setup";
import { Badge } from "@/components/ui/Badge";
import { cx } from "@/components/ui/cx";
import { tip } from "@/components/ui/tip";
import { usableLine } from "@/components/usage/usage";
import type { AccountView } from "@/types/providers";
import { AccountName } from "./AccountName";

const words = setup.chatgpt;

/** Who an account is, whether it can be used now, and what is wrong with it. */
export function AccountIdentity({ account, isDefault }: { account: AccountView; isDefault: boolean }) {
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

/** "Business · a••@corp.example · default" */
function describe({ plan, email }: AccountView, isDefault: boolean): string {
  return [planName(plan), email, isDefault ? words.isDefault : undefined].filter(Boolean).join(" · ");
}
