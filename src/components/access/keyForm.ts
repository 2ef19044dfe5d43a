import { type AccessScope, type CreateAccessKey, createAccessKeySchema } from "@/types/access";
import { doorScopes } from "./doors";

export type Ending = "never" | "30" | "90" | "day";

export interface KeyForm {
  name: string;
  scopes: readonly AccessScope[];
  /** Payers that alone may pay; undefined for all. */
  accounts: readonly string[] | undefined;
  ending: Ending;
  /** `2026-12-24`, as a date field writes it; for the ending `day`. */
  day: string;
}

export const emptyForm: KeyForm = { name: "", scopes: ["v1"], accounts: undefined, ending: "90", day: "" };

const DAY_MS = 86_400_000;

/** What is sent; undefined while the form is not complete. */
export function toCreate(form: KeyForm, nowMs = Date.now()): CreateAccessKey | undefined {
  const { name, scopes, accounts, ending, day } = form;
  const endsMs = endOf(ending, day, nowMs);
  if (endsMs !== undefined && !(endsMs > nowMs)) return undefined;
  const wanted = {
    name,
    scopes: doorScopes.filter((scope) => scopes.includes(scope)),
    ...(accounts === undefined ? {} : { accounts }),
    ...(endsMs === undefined ? {} : { expiresAt: new Date(endsMs).toISOString() }),
  };
  return createAccessKeySchema.safeParse(wanted).data;
}

/** A chosen day still counts in full, where the person is. NaN for half a date. */
function endOf(ending: Ending, day: string, nowMs: number): number | undefined {
  if (ending === "never") return undefined;
  if (ending !== "day") return nowMs + Number(ending) * DAY_MS;
  return Date.parse(`${day}T23:59:59.999`);
}

/** `2026-11-29`, where the person is: the first day that may be chosen. */
export function today(now = new Date()): string {
  const two = (part: number) => String(part).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
