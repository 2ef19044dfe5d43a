import { type Exchange, requireKey } from "@/gateway/exchange";
import type { GatewayRoute } from "@/gateway/route";
import type { Services } from "@/lib/services";
import { AppError } from "@/types/errors";
import type { Model } from "@/types/providers";
import { findModel, type ModelsWithin, modelNameOf, offeredModels } from "./modelsNamed";
import { modelPayersOf } from "./modelsPaying";
import { toOpenAiFailure } from "./openAiError";
import { createWorkflowModels, findWorkflowModel, WORKFLOW_PREFIX, type WorkflowModel } from "./workflowModels";

/** A model as OpenAI lists it, with what clients that know more can use. */
export interface V1Model {
  id: string;
  object: "model";
  /** Seconds since 1970. */
  created: number;
  owned_by: string;
  /** For people. */
  name: string;
  description?: string;
  /** Tokens. */
  context_window?: number;
  /** What it reads. */
  input?: Model["input"];
}

export type ModelsAsked = ModelsWithin & { services: Pick<Services, "workflows"> };

/** Of this process, whoever asks: documents are everybody's. */
const workflowModels = createWorkflowModels();

/** All that an access key can ask: the models of who may pay, then workflows. @throws AppError `storage_failed` */
export async function listModels(asked: ModelsAsked): Promise<V1Model[]> {
  const [offers, workflows] = await Promise.all([offeredModels(asked), workflowModels.list(asked.services.workflows)]);
  const models = offers.map(({ name, provider, model, fetchedAt }) =>
    toModel(name, model, { ownedBy: provider, at: fetchedAt }),
  );
  return [...models, ...workflows.map(toWorkflow)];
}

/** One of them, by any name that it answers to. @throws AppError `model_not_available`, as `findModel` */
export async function readModel(asked: ModelsAsked, name: string): Promise<V1Model> {
  const { services, key } = asked;
  if (name.startsWith(WORKFLOW_PREFIX)) return toWorkflow(await findWorkflowModel(services.workflows, name));
  const target = await findModel(asked, name);
  const payers = await modelPayersOf(services.auth, key);
  const payer = payers.find((one) => one.provider === target.provider && one.account === target.account);
  const { models, fetchedAt } = await services.catalogue.list(target.provider, target.account);
  const model = models.find(({ id }) => id === target.model);
  if (payer === undefined || model === undefined) throw gone(name);
  return toModel(modelNameOf(payer, model.id), model, { ownedBy: payer.provider, at: fetchedAt });
}

function toModel(
  id: string,
  { name, description, contextWindow, input }: Model,
  { ownedBy, at }: { ownedBy: string; at: string },
): V1Model {
  return {
    ...{ id, object: "model", created: secondsOf(at), owned_by: ownedBy, name },
    ...(description === undefined ? {} : { description }),
    ...(contextWindow === undefined ? {} : { context_window: contextWindow }),
    input,
  };
}

function toWorkflow({ id, name, description, updatedAt }: WorkflowModel): V1Model {
  return {
    ...{ id: `${WORKFLOW_PREFIX}${id}`, object: "model", created: secondsOf(updatedAt), owned_by: "patchbay", name },
    ...(description === undefined ? {} : { description }),
  };
}

function secondsOf(at: string): number {
  return Math.floor(Date.parse(at) / 1000) || 0;
}

function gone(name: string): AppError {
  const message = `There is no model “${name}” here. GET /v1/models lists what there is.`;
  return new AppError("model_not_available", message, { model: name });
}

export const modelRoutes: readonly GatewayRoute[] = [
  {
    ...{ name: "/v1/models", path: /^\/v1\/models$/, admits: "v1", toFailure: (error) => toOpenAiFailure(error) },
    methods: {
      GET: async (exchange) => exchange.answer(200, { object: "list", data: await listModels(toAsked(exchange)) }),
    },
  },
  {
    // Slashes stand in ids as they are, or encoded.
    ...{ name: "/v1/models/:id", path: /^\/v1\/models\/(?<id>.+)$/, admits: "v1" },
    toFailure: (error) => toOpenAiFailure(error),
    methods: {
      GET: async (exchange) =>
        exchange.answer(200, await readModel(toAsked(exchange), decoded(exchange.params.id ?? ""))),
    },
  },
];

function toAsked(exchange: Exchange): ModelsAsked {
  return { services: exchange.services, key: requireKey(exchange) };
}

function decoded(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}
