import type { AccessKey } from "@/lib/access/accessKeys";
import { inTime } from "@/lib/pause";
import type { Services } from "@/lib/services";
import { AppError } from "@/types/errors";
import type { Model, ModelList } from "@/types/providers";
import { type ProviderId, providerIds, providerNames } from "@/types/providerTable";
import { namesNear } from "./modelsNear";
import { type ModelPayer, modelPayersOf } from "./modelsPaying";

/** Who is asked. `account` names an account or a server; without it the key of the provider pays. */
export interface ModelTarget {
  provider: ProviderId;
  model: string;
  account?: string;
}

export interface ModelsWithin {
  /** As the person whose key it is has them. */
  services: { auth: Pick<Services["auth"], "status" | "google" | "keys" | "servers" | "credentials"> } & Pick<
    Services,
    "catalogue"
  >;
  key: Pick<AccessKey, "accounts">;
}

/** A model that is meant to be chosen, under the name by which `/v1` lists it. */
export interface OfferedModel {
  name: string;
  provider: ProviderId;
  model: Model;
  /** When its list was fetched. */
  fetchedAt: string;
}

/** How long a list is waited for, in milliseconds: a server that is away holds up none of the others. */
const PATIENCE_MS = 2500;

/** The models of all who may pay and can. What is not told in time is left out, and there the next time. */
export async function offeredModels({ services, key }: ModelsWithin): Promise<OfferedModel[]> {
  const payers = await modelPayersOf(services.auth, key);
  const offers = payers
    .filter(({ canPay }) => canPay)
    .map(async (payer) => {
      const { provider } = payer;
      const { models = [], fetchedAt = "" } = (await listOf(services.catalogue, payer)) ?? {};
      return models
        .filter(({ hiddenReason }) => hiddenReason === undefined)
        .map((model): OfferedModel => ({ name: modelNameOf(payer, model.id), provider, model, fetchedAt }));
    });
  return (await Promise.all(offers)).flat();
}

function listOf(
  catalogue: Pick<Services["catalogue"], "list">,
  { provider, account }: ModelPayer,
): Promise<ModelList | undefined> {
  return inTime<ModelList | undefined>(catalogue.list(provider, account), PATIENCE_MS, undefined);
}

/** The name under which `/v1` lists a model; servers are always named. */
export function modelNameOf({ provider, account, isStandard }: ModelPayer, model: string): string {
  const isPlain = account === undefined || (isStandard && provider !== "compatible");
  return isPlain ? `${provider}/${model}` : `${provider}/${account}/${model}`;
}

/**
 * Who answers to a name: `<provider>/<model>` (the default account, the key, the only server), with an account or a
 * server in between, or the model alone where one provider offers it. A name never comes to mean another payer because
 * one cannot pay at the moment (docs/decisions/071-names-of-models.md). `account`, an account, a server or a key by its
 * id as payer, goes before all.
 * @throws AppError `model_not_available` with near names in `models`, `plan_use_off`, `not_allowed`, `auth_required`
 */
export async function findModel(within: ModelsWithin, name: string, account?: string): Promise<ModelTarget> {
  const { provider, rest } = splitName(name);
  const only = account === undefined ? provider : undefined;
  const payers = await modelPayersOf(within.services.auth, within.key, only);
  const asked = account === undefined ? payers : payers.filter((payer) => idOf(payer) === account);
  if (account !== undefined && asked.length === 0) throw unknownAccount(account);
  const found =
    provider === undefined
      ? await findPlain(within, asked, name)
      : await findAt(within, ofProvider(asked, provider), rest, account !== undefined);
  if (found !== undefined) return found;
  if (provider !== undefined && !payers.some((payer) => payer.provider === provider)) {
    await refusePayer(within, provider);
  }
  throw await unknownModel(within, name, account);
}

/** As a payer: that of a key is its provider. */
function idOf({ provider, account }: ModelPayer): string {
  return account ?? provider;
}

function ofProvider(payers: readonly ModelPayer[], provider: ProviderId): ModelPayer[] {
  return payers.filter((payer) => payer.provider === provider);
}

function splitName(name: string): { provider?: ProviderId; rest: string } {
  const at = name.indexOf("/");
  const first = name.slice(0, Math.max(0, at));
  const provider = providerIds.find((id) => id === first);
  return provider === undefined ? { rest: name } : { provider, rest: name.slice(at + 1) };
}

/** With the provider named. A list that could not be fetched says nothing against a model. */
async function findAt(
  within: ModelsWithin,
  payers: readonly ModelPayer[],
  rest: string,
  isChosen: boolean,
): Promise<ModelTarget | undefined> {
  const at = rest.indexOf("/");
  const named = at < 0 ? undefined : payers.find(({ account }) => account === rest.slice(0, at));
  const standard = isChosen ? payers[0] : payers.find(({ isStandard }) => isStandard);
  const ways = [
    ...(standard === undefined ? [] : [{ payer: standard, model: rest }]),
    ...(named === undefined ? [] : [{ payer: named, model: rest.slice(at + 1) }]),
  ];
  const listed = await Promise.all(ways.map(({ payer, model }) => look(within, payer, model)));
  const way =
    ways.find((_, index) => listed[index] === "offered") ?? ways.findLast((_, index) => listed[index] !== "not");
  if (way !== undefined) return toTarget(way.payer, way.model);
  // Of several servers none is the standard one.
  return standard === undefined && named === undefined
    ? onlyOne(await offering(within, payers, rest), rest)
    : undefined;
}

/** By its model alone: those count that cannot pay now, or who pays would change when one signs out. */
async function findPlain(
  within: ModelsWithin,
  payers: readonly ModelPayer[],
  model: string,
): Promise<ModelTarget | undefined> {
  const standard = payers.filter(({ provider, isStandard }) => isStandard || provider === "compatible");
  const one = payers.length === 1 ? payers : standard;
  return onlyOne(await offering(within, one, model), model);
}

/** @throws AppError `model_not_available` where several offer it */
function onlyOne(payers: readonly ModelPayer[], model: string): ModelTarget | undefined {
  const [payer, ...others] = payers;
  if (payer === undefined) return undefined;
  if (others.length === 0) return toTarget(payer, model);
  const models = payers.map((one) => modelNameOf(one, model));
  const message = `Several offer “${model}”, or may do so. Say who is to answer and pay: ${models.join(", ")}.`;
  throw new AppError("model_not_available", message, { model, models });
}

/** With servers that cannot be asked where a server offers it: another must not answer because one is away. */
async function offering(within: ModelsWithin, payers: readonly ModelPayer[], model: string): Promise<ModelPayer[]> {
  const looks = await Promise.all(payers.map((payer) => look(within, payer, model)));
  const isServer = ({ provider }: ModelPayer) => provider === "compatible";
  const isFromServer = payers.some((payer, index) => isServer(payer) && looks[index] === "offered");
  return payers.filter(
    (payer, index) => looks[index] === "offered" || (isFromServer && isServer(payer) && looks[index] === "untold"),
  );
}

async function look(
  { services: { catalogue } }: ModelsWithin,
  payer: ModelPayer,
  model: string,
): Promise<"offered" | "not" | "untold"> {
  const list = await listOf(catalogue, payer);
  if (list?.models.some(({ id }) => id === model)) return "offered";
  return list === undefined || list.source === "bundled" ? "untold" : "not";
}

function toTarget({ provider, account }: ModelPayer, model: string): ModelTarget {
  return { provider, model, ...(account === undefined ? {} : { account }) };
}

/** Why nobody pays at this provider. @throws AppError always, where there is nobody at all too */
async function refusePayer({ services: { auth } }: ModelsWithin, provider: ProviderId): Promise<void> {
  const accounts = provider === "openai-auth" ? (await auth.status()).accounts : [];
  if (accounts.length > 0 && accounts.every(({ route }) => route === "siwc")) {
    const message =
      "The ChatGPT accounts here share a plan with Patchbay alone, so they pay for nothing that comes from other programs. Connect one by the Codex sign-in, or add an API key.";
    throw new AppError("plan_use_off", message, { provider });
  }
  await auth.credentials(provider);
  const message = `Nothing of ${providerNames[provider]} may pay here: the access key names who may. Make a key that may spend it.`;
  throw new AppError("not_allowed", message, { provider });
}

function unknownAccount(asked: string): AppError {
  // No id is longer.
  const account = asked.slice(0, 64);
  const message = `This access key may spend no account, server or key “${account}”. Leave x-patchbay-account out, or name one that it may spend.`;
  return new AppError("not_allowed", message, { account });
}

/** Of the account that is asked alone, where the request names one. */
async function unknownModel({ services, key }: ModelsWithin, name: string, account?: string): Promise<AppError> {
  const within = { services, key: account === undefined ? key : { accounts: [account] } };
  const offered = await offeredModels(within);
  const models = namesNear(
    name,
    offered.map((one) => one.name),
  );
  const hint = models.length === 0 ? await hintAt(within, account) : `Did you mean ${models.join(", ")}?`;
  const words =
    account === undefined
      ? `There is no model “${name}” here.`
      : `“${account}”, which x-patchbay-account names, offers no “${name}”.`;
  return new AppError("model_not_available", `${words} ${hint}`, { model: name, models });
}

async function hintAt({ services, key }: ModelsWithin, account: string | undefined): Promise<string> {
  const payers = await modelPayersOf(services.auth, key);
  if (payers.some(({ canPay }) => canPay)) return "GET /v1/models lists what there is.";
  const lacking = account === undefined ? "Nothing is connected that this access key could spend" : "It cannot pay now";
  return `${lacking}: see Project setup, Providers.`;
}
