import { useEffect, useRef } from "react";
import { fillModels, settingsWithoutModel } from "@/components/board/modelsToFill";
import { modelsKey } from "@/components/hooks/keys";
import { useGoogleStatus } from "@/components/hooks/useGoogleStatus";
import { type Runnable, useRunnable } from "@/components/hooks/useRunnable";
import { useServers } from "@/components/hooks/useServers";
import { chooseModel } from "@/components/templates/chooseModel";
import { callsModels, type ModelSettings } from "@/lib/nodes/modelCalls";
import { requestJson } from "@/store/apiClient";
import { openConnect, useDialog } from "@/store/dialogStore";
import type { RunScope } from "@/store/endpoints";
import { setRunGate, startRun } from "@/store/runSession";
import { workflowStore } from "@/store/useWorkflow";
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
  await Promise.all(nodes.map((node) => fillNode(node, runnable)));
}

async function fillNode(node: WorkflowNode, runnable: Runnable): Promise<void> {
  const empty = settingsWithoutModel(node);
  if (empty.length === 0) return;
  const found = await Promise.all(empty.map(async (each) => [each, await modelFor(each, runnable)] as const));
  const byPlace = new Map(found);
  fillModels(node, (each) => byPlace.get(each));
}

/** The first model of what it names, or of what was connected. */
async function modelFor(data: ModelSettings, { canRun, providers }: Runnable): Promise<object | undefined> {
  const own = providers.find((provider) => provider === data.provider);
  const account = typeof data.account === "string" ? data.account : undefined;
  const isOwn = own !== undefined && canRun(own, account);
  const provider = isOwn ? own : providers[0];
  if (provider === undefined) return undefined;
  const payer = isOwn ? account : undefined;
  const list = await requestJson(modelListSchema, modelsKey(provider, payer)).catch(() => undefined);
  const model = chooseModel(list?.models ?? [], ({ supports }) => data.jsonSchema === undefined || supports.jsonSchema);
  return model === undefined ? undefined : { provider, account: payer, model: model.id };
}
