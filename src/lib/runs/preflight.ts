import type { ResultCache } from "@/lib/engine/options";
import { runPlan } from "@/lib/engine/runPlan";
import { walk } from "@/lib/graph/select";
import { nodesWithin } from "@/lib/nodes/heldChildren";
import { callsModels } from "@/lib/nodes/modelCalls";
import type { NodeAssets, NodeWork } from "@/lib/nodes/nodeKind";
import { kindOf } from "@/lib/nodes/nodeKinds";
import type { Preflight } from "@/types/api";
import { type ErrorCode, isAppError } from "@/types/errors";
import { accountOf, type Payer } from "@/types/providers";
import type { ProviderId } from "@/types/providerTable";
import type { RunEventBody } from "@/types/run";
import { isOwn } from "@/types/runPlace";
import type { Workflow, WorkflowNode } from "@/types/workflow";
import { cachedCalls, callSettingsOf, createTally, type Tally } from "./callTally";
import { childGraphs } from "./childGraphs";
import { callsWithin, createHeldRehearsal, type Rehearsed } from "./heldRehearsal";
import { createRehearsedModels, type ModelChecks } from "./rehearsedModels";
import { type CheckRequest, createRehearsedRequests } from "./rehearsedRequests";
import type { RunOrigin, RunRequest, RunSetup } from "./runSetup";
import { createToolCount, rehearsedTools } from "./toolRehearsal";

/** What a rehearsal asks of who would pay. */
export interface RehearsedSpending extends ModelChecks {
  /** Who would pay for a call. @throws AppError `auth_required`, `reauth_required` */
  payerOf: (provider: ProviderId, account: string | undefined) => Promise<Payer>;
  /** Calls that are left of a person's share of what pays; undefined where they may ask as often as they like. */
  leftOf?: (provider: ProviderId, account: string | undefined) => Promise<number | undefined>;
  /** What is left of an account's plan, as far as it is known. */
  limitsOf?: (account: string) => Promise<Record<string, unknown> | undefined>;
}

export interface PreflightOptions {
  prepare: (workflow: Workflow, request: RunRequest) => Promise<RunSetup>;
  cache: ResultCache;
  nodeAssets: NodeAssets;
  nodeWork: NodeWork;
  maxItems?: number;
  /** None is looked at if absent. */
  checkRequest?: CheckRequest;
  /** By where the run comes from, as `prepare` has found it. */
  spendingOf: (origin: RunOrigin) => RehearsedSpending;
  /** Told of what would be a bug of the run as well. */
  reportBug: (error: unknown) => string;
}

/**
 * What a run would cost, and what would stop it. The document is run with a model that answers nothing, on the real
 * cache and real files: lists, branches and keys are those of the run. What hangs on an answer that is not there yet
 * is counted once, and a warning says so. Nothing is sent and nothing is kept.
 */
export async function preflight(
  options: PreflightOptions,
  workflow: Workflow,
  request: RunRequest,
): Promise<Preflight> {
  try {
    const setup = await options.prepare(workflow, request);
    const spending = options.spendingOf(setup);
    const { tally, requests, warnings } = await rehearse(setup, options, spending);
    const found = await priced(tally, warnings, setup, spending);
    return requests === 0 ? found : { ...found, requests };
  } catch (error) {
    if (!isAppError(error) || (error.code !== "invalid_workflow" && error.code !== "too_large")) throw error;
    return { calls: [], limits: [], warnings: toWarnings(error.code, error.message, error.facts) };
  }
}

function toWarnings(code: ErrorCode, message: string, facts: Record<string, unknown>): Preflight["warnings"] {
  // As checkRunnable writes them.
  const faults = facts.faults as { node: string; message: string }[] | undefined;
  if (faults !== undefined) return faults.map(({ node, message }) => ({ code, node, message }));
  const [node] = Array.isArray(facts.nodes) ? facts.nodes : [];
  return [{ code, message, ...(typeof node === "string" ? { node } : {}) }];
}

interface Rehearsal {
  tally: Tally;
  /** To other servers. */
  requests: number;
  warnings: Preflight["warnings"];
}

async function rehearse(setup: RunSetup, options: PreflightOptions, checks: ModelChecks): Promise<Rehearsal> {
  const { cache, nodeAssets, nodeWork, maxItems, checkRequest, reportBug } = options;
  const { workflow: _, children, ...engine } = setup;
  const tally = createTally();
  const asked = new Set<string>();
  const ended = new Set<string>();
  const warnings: Preflight["warnings"] = [];
  const rehearsed = { plan: setup.plan, childOf: childGraphs(children) };
  const toolCount = createToolCount(rehearsed);
  const held = createHeldRehearsal(rehearsed, tally);
  const models = createRehearsedModels(tally, checks);
  const requests = createRehearsedRequests(checkRequest);
  const emit = (event: RunEventBody): void => {
    held.note(event);
    toolCount.note(event);
    if (!isOwn(event)) return;
    if (event.type === "node-item" || event.type === "node-end") {
      const node = setup.plan.nodes.get(event.node)?.node;
      const found = node === undefined || setup.pinned?.has(node.id) ? [] : cachedCalls(event, node);
      for (const settings of found) tally.add(settings, { cached: 1 });
      if (event.type === "node-end") ended.add(event.node);
      if (event.usage !== undefined && found.length === 0 && node && callsModels(node)) asked.add(event.node);
      if (isRequest(setup, event.node) && !(event.type === "node-end" ? event.cached : event.status === "cached")) {
        asked.add(event.node);
      }
    } else if (event.type === "node-error")
      warnings.push({ code: event.error.code, message: event.error.message, node: event.node });
    else if (event.type === "notice" && event.code === "braces_as_text" && event.node !== undefined)
      warnings.push({ code: event.code, message: event.message, node: event.node });
  };
  await runPlan({
    ...engine,
    ...rehearsed,
    callLlm: models.callLlm,
    makeImages: models.makeImages,
    request: requests.send,
    assets: models.withDrawn(nodeAssets),
    work: nodeWork,
    tools: rehearsedTools,
    maxItems,
    // A person waits for the answer.
    cache: { ...cache, get: (key, how) => cache.get(key, { ...how, mayWait: false }), put: async () => {} },
    signal: new AbortController().signal,
    emit,
    reportBug,
    onLimit: "fail",
  });
  const inside = held.settle();
  for (const node of inside.asked) asked.add(node);
  const real = warnings.filter(({ node = "" }) => !inside.excused.has(node));
  const found = { asked, ended, tally, requests: requests.count(), warnings: real };
  const told = countUnknown({ ...setup, ...rehearsed }, found);
  return { ...told, tally, warnings: [...told.warnings, ...inside.warnings, ...toolCount.warnings()] };
}

/** Counts once each call that hangs on an answer nobody has yet, and takes back what went wrong only for want of it. */
function countUnknown(
  setup: RunSetup & Rehearsed,
  { asked, ended, tally, requests, warnings }: Rehearsal & { asked: ReadonlySet<string>; ended: ReadonlySet<string> },
): Pick<Rehearsal, "requests" | "warnings"> {
  const { plan, selected, childOf } = setup;
  const next = new Map(Array.from(plan.nodes, ([id, { dependents }]) => [id, dependents]));
  const unknown = walk(
    next,
    Array.from(asked).flatMap((id) => [...(next.get(id) ?? [])]),
  );
  const known = warnings.filter(({ node }) => node === undefined || !unknown.has(node));
  for (const id of unknown) {
    const planned = plan.nodes.get(id);
    if (planned === undefined || selected?.has(id) === false) continue;
    const name = planned.node.title ?? id;
    const calls = ended.has(id) ? [] : callsWithin(planned.node, childOf);
    for (const settings of calls) tally.add(settings, { count: 1 });
    const isAsked = isRequest(setup, id) && !ended.has(id);
    if (isAsked) requests++;
    if (calls.length > 0 || isAsked) {
      known.push({
        code: "depends_on_answer",
        node: id,
        message: `Whether and how often ${name} runs depends on answers that are not there yet. It is counted once.`,
      });
    } else if (
      planned.ports.outputs.some(({ list, listIfArray }) => list || listIfArray) &&
      kindOf(planned.node.type)?.variants === undefined
    ) {
      known.push({
        code: "depends_on_answer",
        node: id,
        message: `How many items ${name} gives depends on answers that are not there yet. What hangs on it may run more often than counted.`,
      });
    }
  }
  return { requests, warnings: known };
}

function isRequest({ plan }: RunSetup, id: string): boolean {
  return plan.nodes.get(id)?.node.type === "request";
}

/** The nodes that a person has to change; the default account is nobody's choice, and is told of once. */
function nodesThatName(account: string | undefined, { plan, selected, children }: RunSetup): (string | undefined)[] {
  if (account === undefined) return [undefined];
  const names = (node: WorkflowNode) =>
    nodesWithin([node], children).some((inner) => callSettingsOf(inner).some((call) => call.account === account));
  const nodes = Array.from(plan.nodes.values(), ({ node }) => node);
  return nodes.filter((node) => selected?.has(node.id) !== false && names(node)).map(({ id }) => id);
}

/** Who would pay for each call, and what is left there. */
async function priced(
  tally: Tally,
  warnings: Preflight["warnings"],
  setup: RunSetup,
  { payerOf, leftOf, limitsOf, images }: RehearsedSpending,
): Promise<Preflight> {
  const byPayer = createTally<{ payer?: Payer }>();
  for (const { provider, model, account, ...counts } of tally.all()) {
    const payer = await payerOf(provider, account).catch((error: unknown) => {
      if (!isAppError(error)) throw error;
      for (const node of counts.count === 0 ? [] : nodesThatName(account, setup)) {
        const isTold = warnings.some((warning) => warning.message === error.message && warning.node === node);
        if (!isTold)
          warnings.push({ code: error.code, message: error.message, ...(node === undefined ? {} : { node }) });
      }
      return undefined;
    });
    const asked = model || (await images?.standardModel(provider, account)) || "";
    byPayer.add(
      { provider, model: asked, account: (payer && accountOf(payer)) ?? account },
      counts,
      payer && { payer },
    );
  }
  const calls = byPayer.all().map(({ account = null, ...call }) => ({ ...call, account }));
  warnings.push(...(await shortShares(calls, leftOf)));
  const accounts = new Set(calls.flatMap(({ account, count }) => (account !== null && count > 0 ? [account] : [])));
  const limits = await Promise.all(
    Array.from(accounts, async (account) => ({ ...(await limitsOf?.(account)), account })),
  );
  return { calls, limits: limitsOf === undefined ? [] : limits, warnings };
}

/** Says where a share ends before the run does. */
async function shortShares(
  calls: Preflight["calls"],
  leftOf: RehearsedSpending["leftOf"],
): Promise<Preflight["warnings"]> {
  const wanted = new Map<string, { payer: Payer; count: number }>();
  for (const { payer, count } of calls) {
    if (payer?.kind !== "key") continue;
    wanted.set(payer.id, { payer, count: count + (wanted.get(payer.id)?.count ?? 0) });
  }
  const warnings = Array.from(wanted.values(), async ({ payer, count }) => {
    const left = await leftOf?.(payer.provider, accountOf(payer));
    if (left === undefined || left >= count) return [];
    const message = `Of your share of “${payer.name}” ${left} calls are left today, and this asks for ${count}. What is beyond waits until midnight UTC.`;
    return [{ code: "share_short", message }];
  });
  return (await Promise.all(warnings)).flat();
}
