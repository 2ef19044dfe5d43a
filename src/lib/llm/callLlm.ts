import type { CredentialSource } from "@/types/credential";
import type { CallLlm, LlmCall, LlmEvent, LlmResult, Notice } from "@/types/llm";
import type { ProviderId } from "@/types/providers";
import type { Catalogue, CredentialsFor } from "./catalogue";
import { fitCall } from "./fitCall";
import { createJsonCheck } from "./jsonAnswer";
import type { Provider, ProviderEvent } from "./provider";

export interface CallLlmDeps {
  providers: Record<ProviderId, Provider>;
  credentialsFor: CredentialsFor;
  catalogue: Pick<Catalogue, "list">;
  newRequestId(): string;
}

/**
 * Makes the one function through which models are called. Nothing is sent, and no event given, before the
 * credential, the model and the schema are known to be usable.
 * Its events throw `AppError`: `auth_required`, `reauth_required`, `model_not_available`, `unsupported_option`,
 * `invalid_request`, `schema_mismatch` and the upstream's codes.
 */
export function createCallLlm({ providers, credentialsFor, catalogue, newRequestId }: CallLlmDeps): CallLlm {
  return async function* callLlm(call, signal) {
    const provider = providers[call.provider];
    const checkJson = call.jsonSchema === undefined ? undefined : createJsonCheck(call.jsonSchema);
    const prepare = async () => ({
      credentials: await credentialsFor(call.provider, call.account),
      list: await catalogue.list(call.provider, call.account),
    });
    const { credentials, list } = await orAborted(prepare, signal);
    const fitted = fitCall(call, list, provider.refusedSettings);

    const start = toStart(call, credentials, newRequestId());
    yield start;
    for (const notice of fitted.notices) yield { type: "notice", ...notice };
    for await (const event of provider.stream(fitted.call, credentials, signal)) {
      if (event.type !== "end") {
        yield event;
        continue;
      }
      const result = toResult(start, event, fitted.notices);
      yield {
        type: "end",
        result: checkJson ? { ...result, json: checkJson(result) } : result,
      };
      return;
    }
  };
}

/** Work that others share cannot be stopped; who has left need not wait for it. */
async function orAborted<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
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
  const account = payer.kind === "account" ? { account: payer.id } : {};
  return { type: "start", model, provider, ...account, payer, requestId };
}

function toResult({ type: _, ...start }: StartEvent, end: EndOfStream, notices: Notice[]): LlmResult {
  const { text, finishReason, usage } = end;
  return { text, ...start, finishReason, usage, notices };
}

/** The result of a call whose events nobody wants one by one. @throws whatever the events throw */
export async function collect(events: AsyncIterable<LlmEvent>): Promise<LlmResult> {
  for await (const event of events) {
    if (event.type === "end") return event.result;
  }
  throw new Error("A model call ended without its result.");
}
