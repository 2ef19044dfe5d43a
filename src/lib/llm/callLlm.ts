import type { Turn } from "@/lib/limits/gate";
import type { Limits } from "@/lib/limits/limits";
import type { Meter } from "@/lib/meter";
import type { SchemaCheck } from "@/lib/worker/schemaCheck";
import type { CredentialSource } from "@/types/credential";
import { AppError, isAppError } from "@/types/errors";
import type { CallLlm, LlmCall, LlmEvent, LlmResult, Notice } from "@/types/llm";
import { accountOf } from "@/types/providers";
import type { ProviderId } from "@/types/providerTable";
import { type AnswerParts, createAnswerParts, toShown } from "./answerParts";
import { createFailover } from "./callFailover";
import type { Catalogue, CredentialsFor } from "./catalogue";
import { checkFiles } from "./checkFiles";
import { checkConversation } from "./conversation";
import { fitCall } from "./fitCall";
import { fitFiles } from "./fitFiles";
import { createJsonCheck } from "./jsonAnswer";
import { measured } from "./measured";
import { type Provider, type ProviderEvent, refusedSettingsOf } from "./provider";
import type { UpstreamDeps } from "./wire";

export interface CallLlmDeps {
  providers: Record<ProviderId, Provider>;
  credentialsFor: CredentialsFor;
  catalogue: Pick<Catalogue, "list" | "noteEtag" | "refetch">;
  limits: Limits;
  checkSchema: SchemaCheck;
  /** For models that take no files; absent where none can be read. */
  fileText?: UpstreamDeps["fileText"];
  /** Asks how much of an account's plan is used; what it finds may lift a limit. */
  readUsage?(accountId: string): Promise<unknown>;
  newRequestId(): string;
  meter?: Pick<Meter, "tell">;
}

/**
 * Makes the one function through which models are called. Nothing is sent, and no `start` given, before the
 * credential, the model and the schema are known to be usable and the payer's gate is open.
 * Its events throw `AppError`: `auth_required`, `reauth_required`, `model_not_available`, `unsupported_option`,
 * `usage_limit_reached`, `invalid_request`, `unsupported_file`, `too_large`, `schema_mismatch` and the upstream's codes.
 */
export function createCallLlm(deps: CallLlmDeps): CallLlm {
  const { newRequestId, checkSchema } = deps;
  return async function* callLlm(call, signal) {
    checkConversation(call);
    checkFiles(call.files);
    const checkJson = call.jsonSchema === undefined ? undefined : await createJsonCheck(call.jsonSchema, checkSchema);
    const requestId = newRequestId();
    const answer = createFailover({
      find: (one) => orAborted(() => findCredentials(one, deps, signal), signal),
      answer: (one, credentials) => answerOnce(one, credentials, { ...deps, requestId, signal }),
    });
    for await (const event of answer(call)) {
      // An answer that asks for calls is not the one that the schema is about.
      if (event.type !== "end" || checkJson === undefined || event.result.toolCalls !== undefined) yield event;
      else yield { type: "end", result: { ...event.result, json: await checkJson(event.result) } };
    }
  };
}

/** A limit may be lifted before its time: the account's use is looked at before a call is refused for it. */
export async function findCredentials(
  { provider, account }: Pick<LlmCall, "provider" | "account">,
  { credentialsFor, readUsage }: Pick<CallLlmDeps, "credentialsFor" | "readUsage">,
  signal: AbortSignal,
): Promise<CredentialSource> {
  const found = await credentialsFor(provider, account, signal);
  if (found.limitedUntil === undefined || readUsage === undefined) return found;
  // What cannot be looked at stays as it was noted.
  await readUsage(found.payer.id).catch(() => undefined);
  return credentialsFor(provider, account, signal);
}

interface AnswerOptions extends CallLlmDeps {
  requestId: string;
  signal: AbortSignal;
}

/** One call on one account or key: waits for its turn, asks, and learns from what the upstream tells beside. */
async function* answerOnce(
  call: LlmCall,
  found: CredentialSource,
  options: AnswerOptions,
): AsyncGenerator<LlmEvent, void, undefined> {
  const { providers, catalogue, limits, fileText, signal } = options;
  limits.check(found, call.model);
  const list = await orAborted(() => catalogue.list(call.provider, call.account, found), signal);
  const fit = () => fitFiles(fitCall(call, list, refusedSettingsOf(providers[call.provider], found)), list, fileText);
  const fitted = await orAborted(fit, signal);

  const turn = limits.gateOf(found.payer).join(call.run);
  try {
    let credentials = found;
    const position = await orAborted(() => turn.place, signal);
    if (position > 0) {
      yield { type: "queued", position };
      await orAborted(() => turn.ready, signal);
      credentials = await lookAgain(call, found, options);
    }
    await orAborted(async () => credentials.spend?.(), signal);
    const start = toStart(call, credentials, options.requestId);
    yield start;
    const notices = [...fitted.notices];
    for (const notice of notices) yield { type: "notice", ...notice };
    const { note, parts } = createAnswerParts();
    for await (const told of measured(fitted.call, ask(fitted.call, credentials, turn, options), options.meter)) {
      const event = toShown(told);
      if (event === undefined) continue;
      note(event);
      if (event.type === "notice") notices.push({ code: event.code, message: event.message });
      if (event.type === "end") yield { type: "end", result: toResult(start, event, parts(), notices) };
      else yield event;
    }
  } finally {
    turn.leave();
  }
}

type AnswerEvent = Exclude<ProviderEvent, { type: "observed" | "rate-limited" }>;

/** The answer alone; what the upstream tells beside it is learnt here, and what its refusals mean for later calls. */
async function* ask(
  call: LlmCall,
  credentials: CredentialSource,
  turn: Turn,
  options: AnswerOptions,
): AsyncGenerator<AnswerEvent, void, undefined> {
  const { providers, catalogue, limits, signal } = options;
  try {
    for await (const event of providers[call.provider].stream(call, credentials, signal)) {
      if (event.type === "observed") await learn(event, credentials, options);
      else if (event.type === "rate-limited") turn.slowDown();
      else {
        if (event.type === "end") {
          turn.succeed();
          await credentials.settled?.();
        }
        yield event;
        if (event.type === "end") return;
      }
    }
  } catch (error) {
    await limits.failed(credentials.payer, call.model, error);
    if (isAppError(error)) await credentials.settled?.(error.code);
    if (isAppError(error) && error.code === "model_not_available") catalogue.refetch(credentials);
    throw withAccount(error, credentials);
  }
}

/** A limit says whose it is: a node that waits for it may name no account, and the default one may change. */
export function withAccount(error: unknown, { payer }: CredentialSource): unknown {
  if (!isAppError(error) || error.code !== "usage_limit_reached" || payer.kind !== "account") return error;
  return new AppError(error.code, error.message, { ...error.facts, account: payer.id }, { cause: error });
}

/** Whoever waited looks again: meanwhile the account may have reached its limit or been switched off. */
async function lookAgain(
  call: LlmCall,
  { payer }: CredentialSource,
  { credentialsFor, limits, signal }: AnswerOptions,
): Promise<CredentialSource> {
  const credentials = await orAborted(() => credentialsFor(call.provider, accountOf(payer), signal), signal);
  limits.check(credentials, call.model);
  return credentials;
}

async function learn(
  { accepted, usage, modelsEtag }: Extract<ProviderEvent, { type: "observed" }>,
  credentials: CredentialSource,
  { limits, catalogue }: AnswerOptions,
): Promise<void> {
  if (usage !== undefined) limits.observe(credentials.payer.id, usage);
  if (modelsEtag !== undefined) catalogue.noteEtag(credentials, modelsEtag);
  if (accepted) await limits.accepted(credentials);
}

/** Work that others share cannot be stopped; who has left need not wait for it. */
export async function orAborted<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const aborted = Promise.withResolvers<never>();
  const stop = () => aborted.reject(signal.reason);
  signal.addEventListener("abort", stop);
  try {
    return await Promise.race([work(), aborted.promise]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

type StartEvent = Extract<LlmEvent, { type: "start" }>;
type EndOfStream = Extract<ProviderEvent, { type: "end" }>;

function toStart({ model, provider }: LlmCall, { payer }: CredentialSource, requestId: string): StartEvent {
  const account = accountOf(payer);
  return { type: "start", model, provider, ...(account === undefined ? {} : { account }), payer, requestId };
}

function toResult(
  { type: _, ...start }: StartEvent,
  { text, finishReason, usage, state }: EndOfStream,
  parts: ReturnType<AnswerParts["parts"]>,
  notices: Notice[],
): LlmResult {
  const hasCalls = parts.toolCalls !== undefined && finishReason === "stop";
  return {
    text,
    ...parts,
    ...(state === undefined ? {} : { state }),
    ...start,
    // Some upstreams end an answer that asks for calls as any other.
    finishReason: hasCalls ? "tool_calls" : finishReason,
    usage,
    notices,
  };
}

/** The result of a call whose events nobody wants one by one. @throws whatever the events throw */
export async function collect(events: AsyncIterable<LlmEvent>): Promise<LlmResult> {
  for await (const event of events) {
    if (event.type === "end") return event.result;
  }
  throw new Error("A model call ended without its result.");
}
