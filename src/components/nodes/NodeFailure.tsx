import { nodes as words } from "@/components/messages/nodes";
import type { NodeRun } from "@/store/runReducer";
import type { RunError } from "@/types/run";
import type { Connection } from "./connection";
import { NodeError } from "./NodeError";
import { RunNotices } from "./RunNotices";

interface Props {
  nodeId: string;
  run: NodeRun;
  connection: Connection;
}

/** What failed; not what the hint above says already, nor a missing connection that has come since. */
export function NodeFailure({ nodeId, run, connection }: Props) {
  const code = run.status === "failed" ? run.error?.code : undefined;
  if (isHinted(connection, run.error)) return <RunNotices run={run} />;
  // A key that the provider refused is there, and still wrong.
  const isRefused = run.error?.details?.upstreamStatus !== undefined;
  if (connection === "ready" && code === "auth_required" && !isRefused)
    return (
      <>
        <p className="text-ink-2">{words.llm.connectedSince}</p>
        <RunNotices run={run} />
      </>
    );
  return <NodeError nodeId={nodeId} run={run} />;
}

/** Whether the hint of a missing connection (`ConnectHint`) says already what the error says. */
export function isHinted(connection: Connection, error: RunError | undefined): boolean {
  const isMissing = ["not-connected", "account-gone", "needs-login", "no-key", "no-server"].includes(connection);
  return isMissing && (error?.code === "auth_required" || error?.code === "reauth_required");
}
