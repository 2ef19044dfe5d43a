import { listText, percentText } from "@/components/language/locale";
import { night as words } from "@/components/messages/night";
import { resetTime } from "@/components/usage/usage";
import type { NightEntry, NightForecast, NightShift, NightStep } from "@/types/nightShift";

export const nameOf = ({ name, workflowName }: Pick<NightEntry, "name" | "workflowName">): string =>
  name ?? workflowName ?? words.queue.goneWorkflow;

const accountName = ({ accounts }: Pick<NightShift, "accounts">, id: string | undefined): string =>
  accounts.find((account) => account.id === id)?.name ?? id ?? "";

/** What happens tonight, in a sentence or two. */
export function leadText(night: NightShift): string {
  const { settings, queue, plan, did } = night;
  if (!settings.enabled) return words.lead.off;
  const entryOf = new Map(queue.map((entry) => [entry.id, entry]));
  const atWork = did.filter(({ outcome }) => outcome === "running").map(({ workflowName }) => `“${workflowName}”`);
  const now = atWork.length === 0 ? "" : `${words.lead.atWork(listText(atWork))} `;
  const starts = startsIn(plan).map(({ entry: id, at, account }) => {
    const entry = entryOf.get(id);
    return words.lead.run(entry ? nameOf(entry) : "", resetTime(at), accountName(night, account));
  });
  if (starts.length > 0) return now + words.lead.runs(starts.length, listText(starts));
  if (atWork.length > 0) return now + words.lead.noneElse;
  return queue.length === 0 ? words.lead.empty : words.lead.none;
}

/** In the order in which they come. */
export const startsIn = (plan: readonly NightStep[]) =>
  plan.flatMap((step) => (step.state === "starts" ? step : [])).toSorted((a, b) => a.at.localeCompare(b.at));

/** Why and when an entry starts, or why it waits. */
export function stepText(step: NightStep, night: NightShift): string {
  const account = accountName(night, step.account);
  if (step.state === "starts") {
    const { at, window, reservePercent } = step;
    const [when, left, reserve] = [resetTime(at), percentText(window.leftPercent), percentText(reservePercent)];
    return window.resetsAt === undefined
      ? words.startsFresh(when, account, left, window.label, reserve)
      : words.starts(when, account, left, window.label, resetTime(window.resetsAt), reserve);
  }
  const { reason, accountReason, window, room = 0, needs = 0 } = step;
  return words.waits[reason]({
    account,
    accountReason: accountReason === undefined ? "" : words.accountReasons[accountReason],
    window: window?.label ?? "",
    room: percentText(Math.floor(room)),
    needs: percentText(needs),
  });
}

/** What a run is expected to take, of the windows that are there. */
export function forecastText({ costs, isGuess }: NightForecast, { accounts }: Pick<NightShift, "accounts">): string {
  const labels = new Map(accounts.flatMap(({ windows }) => windows.map((one) => [one.lengthSeconds, one.label])));
  const parts = costs.flatMap(({ lengthSeconds, percent }) => {
    const label = labels.get(lengthSeconds);
    return label === undefined ? [] : [words.queue.cost(percentText(percent), label)];
  });
  if (parts.length === 0) return "";
  return isGuess ? words.queue.guess(listText(parts)) : words.queue.costs(listText(parts));
}
