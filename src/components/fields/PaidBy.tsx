import { Wallet } from "lucide-react";
import { useListFlow } from "@/components/board/useListFlow";
import { useGooglePayer } from "@/components/hooks/useGoogleStatus";
import { inspector as words } from "@/components/messages/inspector";
import { nodes as nodeWords } from "@/components/messages/nodes";
import type { LlmNodeView } from "@/components/nodes/useLlmNode";
import { providerNames } from "@/types/providerTable";

/** Who is billed when this node runs. */
export function PaidBy({ nodeId, view }: { nodeId: string; view: LlmNodeView }) {
  const isMapped = useListFlow((flow) => flow.has(nodeId));
  const google = useGooglePayer(view.data, view.lastFour);
  const payer = view.connection === "ready" && google !== undefined ? google.name : payerText(view);
  return (
    <p className="flex gap-2 border-line border-t pt-3.5 text-ink-3 text-xs">
      <Wallet size={14} strokeWidth={1.75} aria-hidden className="mt-px shrink-0" />
      <span>
        {payer === undefined ? (
          cannotPayText(view)
        ) : (
          <>
            {words.paidBy} <strong className="font-semibold text-ink">{payer}</strong>.{" "}
            {isMapped ? words.callPerItem : words.oneCall} <SharedPlan view={view} />
          </>
        )}
      </span>
    </p>
  );
}

/** A plan that ChatGPT shares with this app says so wherever it may be used. */
function SharedPlan({ view: { account } }: { view: LlmNodeView }) {
  if (account?.planUse !== true) return null;
  return (
    <>
      {words.usingPlan}{" "}
      {account.manageUsageUrl !== undefined && (
        <a
          href={account.manageUsageUrl}
          target="_blank"
          rel="noopener noreferrer"
          className="rounded-sm text-accent-ink underline underline-offset-2"
        >
          {words.manageUsage}
        </a>
      )}
    </>
  );
}

function cannotPayText({ account }: LlmNodeView): string {
  return account === undefined ? words.nobodyPays : words.cannotPay(account.name);
}

function payerText({ connection, data, account, server, plan, lastFour }: LlmNodeView): string | undefined {
  if (connection !== "ready") return undefined;
  if (server !== undefined) return server.name;
  if (account === undefined)
    return [nodeWords.key(providerNames[data.provider]), lastFour && `·· ${lastFour}`].filter(Boolean).join(" ");
  if (account.mode === "api_key") return words.byKeyOf(account.name);
  return plan === undefined ? account.name : `${account.name} (${plan})`;
}
