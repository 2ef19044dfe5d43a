import { useEffect, useRef } from "react";
import { modelsKey } from "@/components/hooks/keys";
import { useGoogleStatus } from "@/components/hooks/useGoogleStatus";
import { type Runnable, useRunnable } from "@/components/hooks/useRunnable";
import { useServers } from "@/components/hooks/useServers";
import { chooseModel } from "@/components/templates/chooseModel";
import { callsModels } from "@/lib/nodes/modelCalls";
import { requestJson } from "@/store/apiClient";
import { openConnect, useDialog } from "@/store/dialogStore";
import type { RunScope } from "@/store/endpoints";
import { setRunGate, startRun } from "@/store/runSession";
import { workflowActions, workflowStore } from "@/store/useWorkflow";
import { modelListSchema } from "@/types/providers";
import type { WorkflowNode } from "@/types/workflow";

/**
 * Run while nothing is connected opens the way to connect first, and goes on with the run when that is done: as soon as
 * something is connected and no dialog is open any more. Closed without an account or a key, the run is forgotten.
 */
export function useConnectBeforeRun(): void {
  const runnable = useRunnable();
  const isDialogOpen = useDialog() !== null;
  const waiting = useRef<RunScope>(undefined);
  const { providers } = runnable;
  // Each of these may pay, and is asked for by itself.
  const [google, { servers }] = [useGoogleStatus(), useServers()];
  const isKnown = runnable.isKnown && google !== undefined && servers !== undefined;
  useEffect(
    () =>
      setRunGate((scope) => {
        if (!isKnown || providers.length > 0 || !asksModels()) return false;
        waiting.current = scope;
        openConnect();
        return true;
      }),
    [isKnown, providers],
  );
  useEffect(() => {
    const scope = waiting.current;
    if (scope === undefined || isDialogOpen) return;
    waiting.current = undefined;
    if (runnable.providers.length > 0) void fillMissingModels(runnable).then(() => startRun(scope));
  }, [isDialogOpen, runnable]);
}

function asksModels(): boolean {
  const nodes = workflowStore.getState().workflow?.nodes ?? [];
  return nodes.some((node) => callsModels(node) && node.off === undefined);
}

/** Nodes for which nobody could choose a model yet get the first of their payer, or of what was connected. */
async function fillMissingModels(runnable: Runnable): Promise<void> {
  const nodes = workflowStore.getState().workflow?.nodes ?? [];
  const empty = nodes.filter((node) => node.type === "llmGenerate" && node.data.model === "");
  await Promise.all(empty.map((node) => fillModel(node, runnable)));
}

async function fillModel({ id, data }: WorkflowNode, { canRun, providers }: Runnable): Promise<void> {
  const own = providers.find((provider) => provider === data.provider);
  const account = typeof data.account === "string" ? data.account : undefined;
  const isOwn = own !== undefined && canRun(own, account);
  const provider = isOwn ? own : providers[0];
  if (provider === undefined) return;
  const payer = isOwn ? account : undefined;
  const list = await requestJson(modelListSchema, modelsKey(provider, payer)).catch(() => undefined);
  const model = chooseModel(list?.models ?? [], ({ supports }) => data.jsonSchema === undefined || supports.jsonSchema);
  if (model !== undefined) workflowActions().completeNodeData(id, { provider, account: payer, model: model.id });
}
