import { randomUUID } from "node:crypto";
import { defaultNightSettings, type NightAccountReason, type NightDeed, type NightStart } from "@/types/nightShift";
import type { AccountView } from "@/types/providers";
import { spansBetween } from "./hours";
import type { NightState, NightStore } from "./nightStore";
import { planNight } from "./plan";
import type { NightPorts } from "./ports";
import { isToMeasure, measured, withOutcome } from "./settle";
import { FRESH_MS, isOpen, observedMs, readSituation, type Situation, toQuestion, whyLeftOut } from "./situation";
import { knownWindows } from "./windows";

/** A run starts only on windows that were told no longer ago than this, in milliseconds. */
const LOOKED_AT_MS = 120_000;
/** While a run is at work its account is asked so often, in milliseconds; its own answers tell as well. */
const WATCH_MS = 300_000;

/**
 * One round of the night shift, to be called once a minute: notes what became of runs, starts what is due, and watches
 * what is at work. `isOpen`: something is to be seen to also without an entry. Only one process is at it at a time; all
 * that it knows stands in the store, so that another one, or the same after a restart, goes on.
 */
export function createNightRounds(store: NightStore, ports: NightPorts): () => Promise<{ isOpen: boolean }> {
  const edit = (deed: NightDeed) =>
    store.change(({ did }) => {
      const place = did.findIndex(({ id }) => id === deed.id);
      if (place === -1) did.push(deed);
      else did[place] = deed;
    });

  async function settleAll(state: NightState): Promise<NightState> {
    let settled = state;
    for (const deed of state.did.filter((one) => isOpen(one) || isToMeasure(one, ports.now()))) {
      const found = await withOutcome(deed, ports);
      const after = isToMeasure(found, ports.now()) ? await measure(found) : found;
      settled = await edit(after);
      if (isOpen(deed) && !isOpen(after)) await tidyQueue(after);
    }
    return settled;
  }

  async function measure(deed: NightDeed): Promise<NightDeed> {
    // An account that cannot be asked is asked again in the next round.
    const usage = await ports.readUsage(deed.account).catch(() => undefined);
    return usage === undefined ? deed : measured(deed, usage.windows, usage.observedAt);
  }

  /** What is done leaves the queue; what went wrong stays in it, switched off, so that it is not paid for every night. */
  async function tidyQueue({ entry, outcome, over }: NightDeed): Promise<void> {
    const kept = (await ports.queue.list()).find(({ id }) => id === entry);
    if (kept === undefined || kept.repeat || outcome === "lost" || over?.did === "stop") return;
    await (outcome === "completed" ? ports.queue.remove(entry) : ports.queue.switchOff(entry));
  }

  async function watch({ did }: NightState, situation: Situation): Promise<void> {
    for (const deed of did.filter(({ outcome, over }) => outcome === "running" && over === undefined)) {
      const because = await whyOver(deed, situation);
      if (because === undefined) continue;
      const { whenOver } = situation.settings;
      await edit({ ...deed, over: { at: new Date(ports.now()).toISOString(), because, did: whenOver } });
      if (whenOver === "stop" && deed.run !== undefined) await ports.runs.cancel(deed.run);
    }
  }

  async function whyOver(deed: NightDeed, situation: Situation): Promise<"reserve" | "hours" | undefined> {
    const { settings, entries, accounts } = situation;
    if (!isAllowed(settings, ports.now())) return "hours";
    const account = accounts.find(({ id }) => id === deed.account);
    const isOld = ports.now() - observedMs(account) > WATCH_MS;
    const usage = isOld ? await ports.readUsage(deed.account).catch(() => account?.usage) : account?.usage;
    const own = entries.find(({ id }) => id === deed.entry)?.reservePercent ?? 0;
    const most = 100 - Math.max(settings.reservePercent, own);
    const isOver = knownWindows(usage?.windows).some(({ usedPercent }) => usedPercent > most);
    return isOver ? "reserve" : undefined;
  }

  /** Starts what is due now, each after a look at its account: the plan is made anew with what was seen. */
  async function startDue(state: NightState): Promise<void> {
    let current = state;
    const tried = new Set<string>();
    for (;;) {
      const due = dueOf(await readSituation(ports, current)).find(({ entry }) => !tried.has(entry));
      if (due === undefined) return;
      tried.add(due.entry);
      await ports.readUsage(due.account).catch(() => undefined);
      const situation = await readSituation(ports, current);
      const still = dueOf(situation).find(({ entry, account }) => entry === due.entry && account === due.account);
      const account = situation.accounts.find(({ id }) => id === due.account);
      if (still === undefined || account === undefined || !isLookedAt(account, current.did, ports.now())) continue;
      current = await start(still, account, situation);
    }
  }

  async function start({ entry: id }: NightStart, account: AccountView, situation: Situation): Promise<NightState> {
    const entry = situation.entries.find((one) => one.id === id);
    if (entry === undefined) return store.read();
    const { workflowId } = entry;
    const workflowName = situation.workflows.find((one) => one.id === workflowId)?.name ?? "";
    const deed: NightDeed = {
      ...{ id: `night-${randomUUID()}`, entry: id, workflowId, workflowName, outcome: "starting" },
      ...{ account: account.id, accountName: account.name, startedAt: new Date(ports.now()).toISOString() },
      windows: windowsBefore(account),
    };
    // Written before anything is started: who is killed in between finds it, and starts nothing twice.
    await edit(deed);
    const { run, error } = await ports.queue.fire(entry, account.id);
    if (run !== undefined) return edit({ ...deed, run, outcome: "running" });
    const ended = { outcome: "refused" as const, endedAt: new Date(ports.now()).toISOString() };
    const refused: NightDeed = { ...deed, ...ended, ...(error && { problem: error.message }) };
    const after = await edit(refused);
    await tidyQueue(refused);
    return after;
  }

  async function round(): Promise<{ isOpen: boolean }> {
    const state = await settleAll(await store.read());
    const { settings = defaultNightSettings } = state;
    const mayStart = settings.enabled && isAllowed(settings, ports.now());
    if (mayStart || state.did.some(isOpen)) {
      const situation = await readSituation(ports, state);
      await watch(state, situation);
      if (mayStart && situation.entries.some(({ enabled }) => enabled)) {
        await lookAtOld(situation, ports);
        await startDue(await store.read());
      }
    }
    const { did } = await store.read();
    return { isOpen: did.some((deed) => isOpen(deed) || isToMeasure(deed, ports.now())) };
  }

  return () => store.alone(round);
}

/** Asks those accounts that could pay of windows that are not known, or soon not any more. */
async function lookAtOld(situation: Situation, ports: NightPorts): Promise<void> {
  const oldMs = situation.nowMs - (FRESH_MS - LOOKED_AT_MS);
  const asked = situation.accounts.filter((account) => {
    const reason = whyLeftOut(account, situation);
    const isAskable = reason === undefined || askable.has(reason);
    // Plan sharing does not tell its windows: there is nothing to ask.
    return isAskable && account.route !== "siwc" && observedMs(account) < oldMs;
  });
  await Promise.all(asked.map(({ id }) => ports.readUsage(id).catch(() => undefined)));
}

/** What another look may mend. */
const askable: ReadonlySet<NightAccountReason> = new Set(["limited", "windows_unknown", "windows_old"]);

function dueOf(situation: Situation): NightStart[] {
  return planNight(toQuestion(situation)).flatMap((step) =>
    step.state === "starts" && Date.parse(step.at) <= situation.nowMs ? step : [],
  );
}

/** Whether its windows were told just now, and after the end of all that ran on it. */
function isLookedAt({ id, usage }: AccountView, did: readonly NightDeed[], nowMs: number): boolean {
  const observedAt = usage?.observedAt;
  if (observedAt === undefined || nowMs - Date.parse(observedAt) > LOOKED_AT_MS) return false;
  return did.every(({ account, endedAt }) => account !== id || endedAt === undefined || endedAt <= observedAt);
}

function isAllowed({ hours, timeZone }: Situation["settings"], nowMs: number): boolean {
  return spansBetween(hours, timeZone, nowMs, nowMs + 1).some(({ startMs }) => startMs <= nowMs);
}

function windowsBefore({ usage }: AccountView): NightDeed["windows"] {
  return knownWindows(usage?.windows).map(({ label, lengthSeconds, usedPercent, resetsAt }) => ({
    ...{ label, lengthSeconds, before: usedPercent },
    ...(resetsAt === undefined ? {} : { resetsAt }),
  }));
}
