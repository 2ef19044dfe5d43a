import { locale } from "@/components/language/locale";
import { yearWhereFar } from "@/components/language/yearWhereFar";
import { accounts as words } from "@/components/messages/accounts";
import type { Tone } from "@/components/ui/Badge";
import type { AccountView } from "@/types/providers";

const statusTones: Record<AccountView["status"], Tone> = {
  created: "neutral",
  active: "ok",
  limited: "waiting",
  needs_login: "error",
  error: "error",
  disabled: "neutral",
};

/** An account's state in words and colour. A plan that is used up counts as limited, whoever found out. */
export function accountState({ status, usage }: Pick<AccountView, "status" | "usage">): { label: string; tone: Tone } {
  const shown = status === "active" && usage?.usableNow === false ? "limited" : status;
  return { label: words.status[shown], tone: statusTones[shown] };
}

/** `plus` and `chatgpt_pro` as people write them; undefined when the sign-in named no plan. */
export function planName(plan: string | undefined): string | undefined {
  if (plan === undefined || plan === "") return undefined;
  const words = plan.replace(/^chatgpt[_-]?/i, "").split(/[_\s-]+/);
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(" ");
}

/** The account that is used when a node names none. */
export function defaultAccount(accounts: AccountView[], defaultAccountId: string | null): AccountView | undefined {
  return accounts.find((account) => account.id === defaultAccountId) ?? accounts[0];
}

/** As `whenText`, to the second: two runs often begin in the same minute. */
export function exactWhenText(iso: string, now?: Date): string {
  return whenText(iso, now, { second: "2-digit" });
}

/** A moment in words: the time if it is today, else the day with it. */
export function whenText(iso: string, now: Date = new Date(), more: Intl.DateTimeFormatOptions = {}): string {
  const at = new Date(iso);
  const isToday = at.toDateString() === now.toDateString();
  return at.toLocaleString(locale(), {
    hour: "2-digit",
    minute: "2-digit",
    ...more,
    ...(isToday ? {} : { weekday: "short", day: "numeric", month: "short", ...yearWhereFar(at, now) }),
  });
}
