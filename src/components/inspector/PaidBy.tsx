import { Wallet } from "lucide-react";
import { inspector as words } from "@/components/messages/inspector";
import { nodes as nodeWords } from "@/components/messages/nodes";
import type { LlmNodeView } from "@/components/nodes/useLlmNode";

/** Who is billed when this node runs. */
export function PaidBy({ view }: { view: LlmNodeView }) {
  const payer = payerText(view);
  return (
    <p className="flex gap-2 border-line border-t pt-3.5 text-ink-3 text-xs">
      <Wallet size={14} strokeWidth={1.75} aria-hidden className="mt-px shrink-0" />
      <span>
        {payer === undefined ? (
          words.nobodyPays
        ) : (
          <>
            {words.paidBy} <strong className="font-semibold text-ink">{payer}</strong>. {words.oneCall}
          </>
        )}
      </span>
    </p>
  );
}

function payerText({ connection, data, account, plan, lastFour }: LlmNodeView): string | undefined {
  if (connection !== "ready") return undefined;
  if (account === undefined)
    return [nodeWords.key[data.provider], lastFour && `·· ${lastFour}`].filter(Boolean).join(" ");
  return plan === undefined ? account.name : `${account.name} (${plan})`;
}
