import { whenText } from "@/components/accounts";
import { nodes as nodeWords } from "@/components/messages/nodes";
import { runs } from "@/components/messages/runs";
import { formatCount } from "@/components/nodes/format";
import type { Preflight } from "@/types/api";
import { type AccountView, providerNames } from "@/types/providers";

const words = runs.preflight;

type Call = Preflight["calls"][number];

/** Who would pay for a group of calls. */
export function payerOf({ payer, provider }: Call): string {
  if (payer === undefined) return providerNames[provider];
  return payer.kind === "key" ? (nodeWords.key[payer.provider] ?? payer.name) : payer.name;
}

/** What a run would cost, in a few lines: calls by payer, what the cache has, what stands in the way. */
export function preflightText({ calls, warnings }: Preflight, accounts: readonly AccountView[]): string {
  const byPayer = Map.groupBy(
    calls.filter(({ count }) => count > 0),
    payerOf,
  );
  const lines = Array.from(byPayer, ([payer, group]) => {
    const count = group.reduce((sum, call) => sum + call.count, 0);
    return words.calls(formatCount(count), count, payer);
  });
  if (lines.length === 0 && warnings.length === 0) lines.push(words.none);
  const cached = calls.reduce((sum, call) => sum + call.cached, 0);
  if (cached > 0) lines.push(words.cached(formatCount(cached)));
  const [first] = warnings;
  if (first !== undefined) lines.push(first.message);
  if (warnings.length > 1) lines.push(words.more(warnings.length - 1));
  return [...lines, ...limitTexts(calls, accounts)].join("\n");
}

/** What is known of the limits of the accounts that would pay. */
export function limitTexts(calls: readonly Call[], accounts: readonly AccountView[]): string[] {
  const payers = new Set(calls.map(({ account }) => account));
  const limited = accounts.filter(({ id, status }) => payers.has(id) && status === "limited");
  return limited.map(({ name, limitedUntil }) =>
    limitedUntil === undefined ? words.limited(name) : words.limitedUntil(name, whenText(limitedUntil)),
  );
}
