import { nodes as words } from "@/components/messages/nodes";
import { Button } from "@/components/ui/Button";
import { openConnect, openSetup } from "@/store/dialogStore";
import { providerNames } from "@/types/providers";
import type { LlmNodeView } from "./useLlmNode";

/** What is missing for this node to run, with the button that mends it; turns by itself once it is there. */
export function ConnectHint({ view }: { view: LlmNodeView }) {
  const { connection, account, data } = view;
  if (connection === "ready" || connection === "unknown") return null;
  const isKey = connection === "no-key";
  const isEnded = connection === "needs-login";
  const why = isKey
    ? words.llm.keyWhy(providerNames[data.provider])
    : isEnded
      ? words.llm.reconnectWhy(account?.name ?? providerNames[data.provider])
      : words.llm.connectWhy;
  return (
    <div className="nodrag flex flex-col items-start gap-2 rounded-control bg-waiting-soft px-3 py-2.5">
      <p className="text-ink-2">{why}</p>
      <Button
        size="sm"
        variant="primary"
        onClick={() => (isKey ? openSetup("providers") : openConnect(isEnded ? account?.id : undefined))}
      >
        {isKey ? words.llm.addKey : words.llm.connect}
      </Button>
    </div>
  );
}
