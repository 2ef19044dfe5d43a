import { whenText } from "@/components/accounts";
import { withTitles } from "@/components/board/withTitles";
import { titleOf } from "@/components/kinds/nodeViews";
import { percentText } from "@/components/language/locale";
import { runs } from "@/components/messages/runs";
import { formatCount } from "@/components/nodes/format";
import { resetTime } from "@/components/usage/usage";
import type { Preflight } from "@/types/api";
import { accountUsageSchema, type UsageWindow } from "@/types/limits";
import type { AccountView } from "@/types/providers";
import { providerNames } from "@/types/providerTable";

const words = runs.preflight;

type Call = Preflight["calls"][number];

/** Lines of one kind; what is more is counted. */
const MAX_LINES = 5;

/** Who would pay for a group of calls. */
export function payerOf({ payer, provider }: Call): string {
  return payer?.name ?? providerNames[provider];
}

/** What a run would cost, in a few lines: calls by payer and model, what the cache has, what is left, what is missing. */
export function preflightText(preflight: Preflight, accounts: readonly AccountView[], now?: Date): string {
  const { calls, requests = 0, warnings } = preflight;
  const counted = calls.filter(({ count }) => count > 0).map(callsText);
  if (counted.length === 0 && warnings.length === 0) counted.push(words.none);
  const cached = calls.reduce((sum, call) => sum + call.cached, 0);
  return [
    ...few(counted),
    ...(requests > 0 ? [words.requests(requests, formatCount(requests))] : []),
    ...(cached > 0 ? [words.cached(formatCount(cached))] : []),
    ...limitTexts(preflight, accounts, now),
    ...few(warnings.map(({ message }) => withTitles(message, titleOf))),
  ].join("\n");
}

function callsText(call: Call): string {
  const text = words.calls(formatCount(call.count), call.count, payerOf(call), call.model);
  return call.inputTokens === 0 ? text : words.tokens(text, formatCount(call.inputTokens));
}

function few(lines: string[]): string[] {
  if (lines.length <= MAX_LINES) return lines;
  return [...lines.slice(0, MAX_LINES - 1), words.more(lines.length - MAX_LINES + 1)];
}

/** What is left in each window of the accounts that would pay, as far as it is known, and which of them are used up. */
export function limitTexts({ calls, limits }: Preflight, accounts: readonly AccountView[], now?: Date): string[] {
  const payers = new Set(calls.flatMap(({ account, count }) => (count > 0 ? [account] : [])));
  return accounts.flatMap(({ id, name, status, limitedUntil }) => {
    if (!payers.has(id)) return [];
    if (status === "limited") {
      return [limitedUntil === undefined ? words.limited(name) : words.limitedUntil(name, whenText(limitedUntil, now))];
    }
    const { windows = [] } = accountUsageSchema.safeParse(limits.find(({ account }) => account === id)).data ?? {};
    const left = windows.filter(({ limit }) => limit === undefined).flatMap((window) => leftText(window, now));
    return left.length === 0 ? [] : [words.left(name, left.join(", "))];
  });
}

function leftText({ label, usedPercent, resetsAt }: UsageWindow, now?: Date): string[] {
  if (usedPercent === undefined) return [];
  const left = percentText(Math.max(0, 100 - usedPercent));
  return [
    resetsAt === undefined ? words.window(left, label) : words.windowUntil(left, label, resetTime(resetsAt, now)),
  ];
}
