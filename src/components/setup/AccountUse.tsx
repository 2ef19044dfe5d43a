import { setup } from "@/components/messages/setup";
import { cx } from "@/components/ui/cx";
import { UsageWindows } from "@/components/usage/UsageWindows";
import { useWorkflow } from "@/store/useWorkflow";
import type { AccountUsage } from "@/types/limits";
import type { AccountView } from "@/types/providers";
import { countNodesOn } from "./countNodesOn";

const words = setup.chatgpt;

/** The windows of the plan; where they cannot be read, why; and who waits for an account that has to sign in again. */
export function AccountUse({
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
