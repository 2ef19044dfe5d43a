import type { Refusal } from "@/lib/llm/failure";
import type { AskedOf, Fallbacks } from "@/lib/llm/fallbacks";
import { plainMeaning } from "@/lib/llm/meanings";
import { asText } from "@/lib/llm/narrow";
import { readSaid, type Said } from "@/lib/llm/said";
import type { LlmCall, Notice } from "@/types/llm";
import type { toStreamFailure } from "./errors";

/** Ways to ask for less, or in another form, once the upstream has complained. */
export type Concession =
  | "looseSchema"
  | "looseTools"
  | "withoutReasoning"
  | "withoutSummary"
  | "withoutInclude"
  | "withoutCacheKey"
  | "filesAsText"
  | "unforcedSearch"
  | "searchByEndpoint"
  | "noSearch"
  | "toolsAsNamespace"
  | "withoutEffort"
  | "withoutVerbosity"
  | "withoutToolChoice"
  | "withoutParallel"
  | `withoutField:${string}`;

/** What an upstream complains about. */
export interface Complaint extends Pick<Said, "names"> {
  status: number;
  words: string;
  /** The place in the request that it names; "" when it names none. */
  param: string;
}

export interface ConcessionRule {
  what: Concession;
  /** The call has in it what would go or change. */
  concerns(call: LlmCall): boolean;
  isAbout(complaint: Complaint): boolean;
  /** Holds for later calls of the same payer and model, too. */
  isRemembered: boolean;
  /** Absent: the person need not know. */
  notice?: Notice;
}

/** What one call concedes: from what is known at its beginning, and from the refusals that it meets. */
export interface Concessions {
  has(what: Concession): boolean;
  /** Fields of items that are left out. */
  fields(): string[];
  /** True: something is conceded now that was not before, so that the call is worth another try. */
  learn(refusal: Pick<Refusal, "status" | "body">): boolean;
  /** Concedes what was found out without a complaint; it is remembered at once. */
  concede(what: Concession): void;
  /** The request was taken as it went out last. */
  accepted(): void;
  notices(): Notice[];
}

export interface ConcessionOptions {
  call: LlmCall;
  asked: AskedOf;
  rules: readonly ConcessionRule[];
  fallbacks: Fallbacks<Concession>;
}

/** A place of the request in the words of a complaint that names none beside them. */
const placeInWords =
  /\b(?:parameter|value|schema|type)\b[^'"\w]*(?:for )?['"]?((?:input|tools|tool_choice|parallel_tool_calls|reasoning|include|text|prompt_cache_key)(?:\[\d+\]|\.\w+)*)(?![\w.[])/i;
/** Fields of items that some upstreams do not know, and that an item is understood without. */
const itemField = /^input\[\d+\]\.(namespace|phase|status|id)$/;
const fieldPrefix = "withoutField:";

export function createConcessions({ call, asked, rules, fallbacks }: ConcessionOptions): Concessions {
  const made = new Set<Concession>(fallbacks.known(asked));
  const found = new Set<Concession>();
  const concerned = rules.filter((rule) => rule.concerns(call));

  function concede(what: Concession | undefined, isRemembered: boolean): boolean {
    if (what === undefined || made.has(what)) return false;
    made.add(what);
    if (isRemembered) found.add(what);
    return true;
  }

  return {
    has: (what) => made.has(what),
    fields: () => [...made].flatMap((what) => (what.startsWith(fieldPrefix) ? [what.slice(fieldPrefix.length)] : [])),
    learn(refusal) {
      const complaint = toComplaint(refusal);
      if (![400, 403, 404, 422].includes(complaint.status) || plainMeaning(complaint) !== undefined) return false;
      if (concede(toUnknownField(complaint), true)) return true;
      const rule = concerned.find(({ what, isAbout }) => !made.has(what) && isAbout(complaint));
      return rule !== undefined && concede(rule.what, rule.isRemembered);
    },
    concede(what) {
      made.add(what);
      fallbacks.remember(asked, [what]);
    },
    accepted: () => fallbacks.remember(asked, found),
    notices: () => concerned.flatMap(({ what, notice }) => (made.has(what) && notice !== undefined ? [notice] : [])),
  };
}

/** Reads failures inside of a stream, which may be complaints as well as refusals are. */
export function learning(toFailure: typeof toStreamFailure, { learn }: Concessions): typeof toStreamFailure {
  return (error, asker, nowMs) => {
    const failure = toFailure(error, asker, nowMs);
    return learn({ status: 400, body: { error } }) ? { ...failure, resend: true } : failure;
  };
}

function toComplaint({ status, body }: Pick<Refusal, "status" | "body">): Complaint {
  const { names, words = "", error } = readSaid(body);
  const param = asText(error.param) ?? toPlace(error.loc) ?? placeInWords.exec(words)?.[1] ?? "";
  return { status, names, words, param };
}

/** Servers in Python name the way to a place: `["body", "input", 0, "content"]`. */
function toPlace(loc: unknown): string | undefined {
  if (!Array.isArray(loc)) return undefined;
  const steps = loc[0] === "body" ? loc.slice(1) : loc;
  return steps
    .map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`))
    .join("")
    .replace(/^\./, "");
}

function toUnknownField({ param }: Complaint): Concession | undefined {
  const field = itemField.exec(param)?.[1];
  return field === undefined ? undefined : `${fieldPrefix}${field}`;
}
