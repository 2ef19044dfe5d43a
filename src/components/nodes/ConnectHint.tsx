import { nodes as words } from "@/components/messages/nodes";
import { Button } from "@/components/ui/Button";
import { openConnect, openSetup } from "@/store/dialogStore";
import { providerNames } from "@/types/providers";
import type { Connection } from "./connection";
import type { LlmNodeView } from "./useLlmNode";

/** What is missing for this node to run, with the button that mends it; turns by itself once it is there. */
export function ConnectHint({ view }: { view: LlmNodeView }) {
  const { connection } = view;
  if (connection === "ready" || connection === "unknown") return null;
  const { why, label, mend } = hintOf(connection, view);
  return (
    <div className="nodrag flex flex-col items-start gap-2 rounded-control bg-waiting-soft px-3 py-2.5">
      <p className="text-ink-2">{why}</p>
      <Button size="sm" variant="primary" onClick={mend}>
        {label}
      </Button>
    </div>
  );
}

function hintOf(connection: Exclude<Connection, "ready" | "unknown">, { account, data }: LlmNodeView) {
  const { llm } = words;
  const name = account?.name ?? providerNames[data.provider];
  const signIn = () => openConnect(account?.id);
  const setUp = () => openSetup("providers");
  switch (connection) {
    case "no-key":
      return { why: llm.keyWhy(name), label: llm.addKey, mend: setUp };
    case "needs-login":
      return { why: llm.reconnectWhy(name), label: llm.reconnect, mend: signIn };
    case "plan-use-off":
      return { why: llm.planUseOffWhy(name), label: llm.turnOn, mend: signIn };
    case "switched-off":
      return { why: llm.switchedOffWhy(name), label: llm.openProviders, mend: setUp };
    case "not-connected":
      return { why: llm.connectWhy, label: llm.connect, mend: () => openConnect() };
  }
}
