import { AppError } from "@/types/errors";
import type { LlmCall, LlmSettings, Notice } from "@/types/llm";
import { own } from "@/types/own";
import type { Model, ModelList } from "@/types/providers";
import { settingNames } from "./modelReasons";
import { settingLeftOut } from "./notices";

type RefusedSettings = Partial<Record<keyof LlmSettings, string>>;
type Droppable = "temperature" | "maxTokens" | "reasoningEffort" | "verbosity" | "serviceTier" | "webSearch";

/** Whether a model takes the setting with this value. A list that is not given says nothing. */
const takes: Record<Droppable, (model: Model, call: LlmCall) => boolean> = {
  temperature: (model) => model.supports.temperature,
  maxTokens: (model) => model.supports.maxTokens,
  reasoningEffort: (model, call) => allowsEffort(model.reasoningEfforts, call.reasoningEffort),
  verbosity: (model, call) => allows(model.verbosity, call.verbosity),
  serviceTier: (model, call) =>
    allows(
      model.serviceTiers?.map(({ id }) => id),
      call.serviceTier,
    ),
  webSearch: (model, call) => model.supports.webSearch || call.webSearch !== true,
};

function allows(offered: string[] | undefined, wanted: string | undefined): boolean {
  return offered === undefined || wanted === undefined || offered.includes(wanted);
}

/** Lists offered `ultra`, which no request can name, and nodes keep it: it is sent as `max`. */
function allowsEffort(offered: string[] | undefined, wanted: string | undefined): boolean {
  return allows(offered, wanted) || (wanted === "ultra" && allows(offered, "max"));
}

/**
 * The call as the upstream and the model can take it. A setting that only shapes the answer is left out with a
 * notice; what would change the meaning of the call is refused. Files stay: `withFilesAsText` is for who takes none.
 * @throws AppError `model_not_available` (unknown to a list of the upstream's own), `unsupported_option`
 */
export function fitCall(
  call: LlmCall,
  list: ModelList,
  refusedSettings: RefusedSettings,
): { call: LlmCall; notices: Notice[] } {
  const model = list.models.find(({ id }) => id === call.model);
  const notices: Notice[] = [];
  if (model === undefined) notices.push(acceptUnknown(call, list));
  refuseImpossible(call, model, refusedSettings);

  const fitted = { ...call };
  for (const setting of Object.keys(takes) as Droppable[]) {
    if (call[setting] === undefined) continue;
    const where = refusedSettings[setting] ?? leftOutBy(model, setting, call);
    if (where === undefined) continue;
    delete fitted[setting];
    notices.push(settingLeftOut(setting, where));
  }
  return { call: fitted, notices };
}

function leftOutBy(model: Model | undefined, setting: Droppable, call: LlmCall): string | undefined {
  if (model === undefined || takes[setting](model, call)) return undefined;
  const value = call[setting];
  return typeof value === "string" ? `by ${model.id} with the value "${value}"` : `by ${model.id}`;
}

function acceptUnknown({ model }: LlmCall, list: ModelList): Notice {
  if (list.source !== "bundled") {
    const models = list.models.filter(({ hiddenReason }) => hiddenReason === undefined).map(({ id }) => id);
    throw new AppError("model_not_available", `The model "${model}" is not among those offered here. Choose another.`, {
      model,
      models,
      ...(list.account === undefined ? {} : { account: list.account }),
      fetchedAt: list.fetchedAt,
    });
  }
  return {
    code: "model_unchecked",
    message: `The list of models could not be fetched, so "${model}" was sent without a check.${list.problem === undefined ? "" : ` ${list.problem}`}`,
  };
}

type Capability = keyof Model["supports"];

interface Impossible {
  /** What the model cannot do, after its name. */
  words: string;
  isAsked: (call: LlmCall) => boolean;
}

/** Without these a call would mean something else. Files stand not here: their text can be sent. */
const impossible: Partial<Record<Capability, Impossible>> = {
  images: { words: "does not read images", isAsked: ({ images = [] }) => images.length > 0 },
  jsonSchema: { words: "does not answer by a JSON schema", isAsked: ({ jsonSchema }) => jsonSchema !== undefined },
  tools: { words: "calls no tools", isAsked: hasTools },
  webSearch: { words: "does not search the web", isAsked: ({ webSearch }) => typeof webSearch === "object" },
  reasoningSummary: {
    words: "tells nothing of its reasoning",
    isAsked: ({ reasoningSummary }) => reasoningSummary === true,
  },
};

/** Also a conversation in which tools were called: its parts have no place elsewhere. */
function hasTools({ tools = [], messages }: LlmCall): boolean {
  return tools.length > 0 || messages.some((message) => message.role === "tool");
}

function refuseImpossible(call: LlmCall, model: Model | undefined, refused: RefusedSettings): void {
  for (const [name, { words, isAsked }] of Object.entries(impossible)) {
    const capability = name as Capability; // of the table above
    const where = own(refused, capability);
    const isRefused = where !== undefined || model?.supports[capability] === false;
    if (!isRefused || !isAsked(call)) continue;
    const reason =
      where === undefined ? model?.reasons?.[capability] : `${settingNames[capability]} is not supported ${where}.`;
    const message =
      reason === undefined
        ? `The model "${call.model}" ${words}. Choose one that does.`
        : `${reason} Choose another model.`;
    throw new AppError("unsupported_option", message, { action: "choose_model" });
  }
}
