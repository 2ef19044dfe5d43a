import { nodes as words } from "@/components/messages/nodes";
import { Button } from "@/components/ui/Button";
import { openConnect, openSetup } from "@/store/dialogStore";
import { workflowActions } from "@/store/useWorkflow";
import { providerNames } from "@/types/providerTable";
import type { Connection } from "./connection";
import type { LlmNodeView } from "./useLlmNode";

interface Props {
  view: LlmNodeView;
  /** On the canvas; beside the settings themselves nothing has to be opened to change them. */
  nodeId?: string;
}

/** What is missing for this node to run, with the button that mends it; turns by itself once it is there. */
export function ConnectHint({ view, nodeId }: Props) {
  const { connection } = view;
  if (connection === "ready" || connection === "unknown") return null;
  if (connection === "account-gone") return <GoneHint name={view.formerName} nodeId={nodeId} />;
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

/** Connecting again would make another account, so the node has to name one that is there. */
function GoneHint({ name, nodeId }: { name: string | undefined; nodeId: string | undefined }) {
  return (
    <div className="nodrag flex flex-col items-start gap-2 rounded-control bg-waiting-soft px-3 py-2.5">
      <p className="text-ink-2">{words.llm.goneWhy(name)}</p>
      {nodeId !== undefined && (
        <Button size="sm" variant="primary" onClick={() => workflowActions().select({ nodes: [nodeId], edges: [] })}>
          {words.llm.choosePayer}
        </Button>
      )}
    </div>
  );
}

function hintOf(connection: Exclude<Connection, "ready" | "unknown" | "account-gone">, { account, data }: LlmNodeView) {
  const { llm } = words;
  const name = account?.name ?? providerNames[data.provider];
  const signIn = () => openConnect(account?.id);
  const setUp = () => openSetup("providers");
  switch (connection) {
    case "no-key":
      return { why: llm.keyWhy(name), label: llm.addKey, mend: setUp };
    case "no-server":
      return { why: llm.serverWhy, label: llm.openProviders, mend: setUp };
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
