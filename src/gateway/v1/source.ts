import { type Exchange, requireKey } from "@/gateway/exchange";
import { throughKey } from "@/lib/access/keyVisitor";
import type { Catalogue } from "@/lib/llm/catalogue";
import { termsOf } from "@/lib/paymentTerms";
import type { LlmCall, Notice } from "@/types/llm";
import type { Asked } from "./asked";
import { dropped } from "./dropped";
import { keptStateOf } from "./keptState";
import { findModel, type ModelTarget } from "./modelsNamed";
import type { AnswerEvent, AnswerResult } from "./workflowEvents";
import { WORKFLOW_PREFIX } from "./workflowModels";
import { answerByWorkflow } from "./workflowRun";

/** What answers a request, and what in it has no effect there. */
export interface Source {
  events: AsyncIterable<AnswerEvent>;
  notices: Notice[];
}

/** Says which account, server or key is to pay. */
const ACCOUNT_HEADER = "x-patchbay-account";

/**
 * What the request names, asked and paid as its access key says: a model, or a workflow. Nothing is sent and nothing
 * runs before the events are read.
 * @throws AppError `model_not_available`, `not_allowed`, `plan_use_off`, `auth_required`, `storage_failed`
 */
export async function openSource(asked: Asked, exchange: Exchange, relay?: LlmCall["relay"]): Promise<Source> {
  const { services, headers, signal, requestId } = exchange;
  const key = requireKey(exchange);
  const { model, notices } = asked;
  const account = headers.get(ACCOUNT_HEADER) ?? undefined;
  if (model.startsWith(WORKFLOW_PREFIX)) {
    const events = answerByWorkflow({ services, key, requestId, signal }, model, asked.call);
    return { events, notices: account === undefined ? notices : [...notices, accountLeftOut] };
  }
  const target = await findModel({ services, key }, model, account);
  const fitted = await withoutUntold(toCall(asked, target, key.id), services.catalogue);
  const kept = keptStateOf(services);
  const messages = await kept.restore(key, target, fitted.call.messages);
  const callLlm = services.callWithin(termsOf(throughKey("v1", key)));
  const events = remembering(callLlm({ ...fitted.call, messages, relay }, signal), (result) =>
    kept.remember(key, result),
  );
  return { events, notices: [...notices, ...fitted.notices] };
}

/** Before the client can send back what it has got. */
async function* remembering(
  events: AsyncIterable<AnswerEvent>,
  remember: (result: AnswerResult) => Promise<void>,
): AsyncGenerator<AnswerEvent, void, undefined> {
  for await (const event of events) {
    if (event.type === "end") await remember(event.result);
    yield event;
  }
}

const accountLeftOut = dropped(ACCOUNT_HEADER, "the nodes of a workflow say who pays");

/** Conversations of one key and name begin alike. */
function toCall({ call: { metadata: _, ...call }, conversation }: Asked, target: ModelTarget, key: string): LlmCall {
  const cacheScope = conversation === undefined ? {} : { cacheScope: `${key}:${conversation}`.slice(0, 200) };
  return { ...call, ...target, ...cacheScope };
}

/** Clients ask for a summary of the reasoning in case there is one; a model that tells none answers all the same. */
async function withoutUntold(
  call: LlmCall,
  catalogue: Pick<Catalogue, "list">,
): Promise<{ call: LlmCall; notices: Notice[] }> {
  if (call.reasoningSummary !== true) return { call, notices: [] };
  const { models } = await catalogue.list(call.provider, call.account);
  const model = models.find(({ id }) => id === call.model);
  if (model?.supports.reasoningSummary !== false) return { call, notices: [] };
  const { reasoningSummary: _, ...rest } = call;
  return { call: rest, notices: [dropped("reasoning.summary", `${model.id} tells nothing of its reasoning`)] };
}
