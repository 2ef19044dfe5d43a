import type { CredentialSource } from "@/types/credential";
import { type AppError, type ErrorCode, isAppError } from "@/types/errors";
import type { LlmCall, LlmEvent, Notice } from "@/types/llm";
import { providerNames } from "@/types/providerTable";

export interface FailoverDeps {
  find(call: LlmCall): Promise<CredentialSource>;
  answer(call: LlmCall, credentials: CredentialSource): AsyncIterable<LlmEvent>;
}

/** Failures of the payer, not of the call: another one can answer. */
const payerFailures: ReadonlySet<ErrorCode> = new Set(["usage_limit_reached", "reauth_required", "auth_required"]);

const beforeOutput: ReadonlySet<LlmEvent["type"]> = new Set(["queued", "start", "notice"]);

/** Found before anything is sent: this one cannot take the call, and the next one may. */
const misfits: ReadonlySet<ErrorCode> = new Set(["unsupported_option", "model_not_available"]);

/** Who could not answer, in words, until somebody else does. */
interface Failed {
  /** Absent for one that was passed over: what is wrong is that the others cannot pay. */
  error?: AppError;
  words: string;
}

/**
 * Asks the payers that a call names, in order, until one answers; without a `fallback` only its own. Who pays changes
 * only before any output, never from or to an account of route siwc (its terms allow no rotation), and is told. One
 * that stands in and cannot do what the call asks for is passed over.
 * @throws AppError of the last payer that could have answered
 */
export function createFailover({ find, answer }: FailoverDeps) {
  return async function* answerByAny({ fallback = [], ...call }: LlmCall): AsyncGenerator<LlmEvent, void, undefined> {
    if (fallback.length === 0) return yield* answer(call, await find(call));
    const calls = [call, ...fallback.map(({ model = call.model, ...payer }) => toCall(call, { ...payer, model }))];
    const failed: Failed[] = [];
    for (const [index, one] of calls.entries()) {
      let credentials: CredentialSource | undefined;
      let hasBegun = false;
      try {
        credentials = await find(one);
        if (index > 0 && credentials.route === "siwc") continue;
        const isLast = index === calls.length - 1;
        for await (const event of held(answer(one, credentials), isLast)) {
          hasBegun ||= !beforeOutput.has(event.type);
          yield* tell(event, failed, credentials.payer.name);
        }
        return;
      } catch (error) {
        if (hasBegun || !isAppError(error) || isSiwc(credentials, error)) throw error;
        const name = credentials?.payer.name ?? providerNames[one.provider];
        if (payerFailures.has(error.code)) failed.push({ error, words: toWords(error, name) });
        else if (index > 0 && misfits.has(error.code)) failed.push({ words: `“${name}” cannot take this call` });
        else throw error;
      }
    }
    const last = failed.findLast(({ error }) => error !== undefined);
    if (last !== undefined) throw last.error;
  };
}

/** What a `fallback` does not name stays; an account of the call itself would be another provider's. */
function toCall({ account: _, ...call }: LlmCall, payer: Pick<LlmCall, "provider" | "account" | "model">): LlmCall {
  return { ...call, ...payer };
}

/** Keeps `start` and notices back until there is output, so that a payer that is refused leaves no trace of its own. */
async function* held(events: AsyncIterable<LlmEvent>, isLast: boolean): AsyncGenerator<LlmEvent, void, undefined> {
  let kept: LlmEvent[] | undefined = isLast ? undefined : [];
  for await (const event of events) {
    if (kept !== undefined && (event.type === "start" || event.type === "notice")) kept.push(event);
    else if (event.type === "queued" || kept === undefined) yield event;
    else {
      yield* kept;
      yield event;
      kept = undefined;
    }
  }
}

/** The event, with a notice for each payer that could not answer: behind `start`, and in the result. */
function* tell(event: LlmEvent, failed: Failed[], answeredBy: string): Generator<LlmEvent, void, undefined> {
  const notices = failed.map(
    ({ words }): Notice => ({ code: "failed_over", message: `${words}; answered by “${answeredBy}”.` }),
  );
  if (event.type === "end") {
    yield { type: "end", result: { ...event.result, notices: [...notices, ...event.result.notices] } };
    return;
  }
  yield event;
  if (event.type === "start") for (const notice of notices) yield { type: "notice", ...notice };
}

/** An account that cannot even be read says its route in the error. */
function isSiwc(credentials: CredentialSource | undefined, { facts }: AppError): boolean {
  return (credentials?.route ?? facts.route) === "siwc";
}

function toWords({ code, facts }: AppError, name: string): string {
  if (code !== "usage_limit_reached") return `“${name}” cannot be used before it is connected again`;
  if (facts.action === "manage_usage") return `“${name}” has no credit left`;
  return typeof facts.window === "string"
    ? `“${name}” has reached its ${facts.window} window`
    : `“${name}” has reached its usage limit`;
}
