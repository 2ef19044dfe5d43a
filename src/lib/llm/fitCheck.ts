import { type ErrorCode, isAppError } from "@/types/errors";
import type { LlmCall } from "@/types/llm";
import type { CallLlmDeps } from "./callLlm";
import { fitCall } from "./fitCall";
import { refusedSettingsOf } from "./provider";

/** Whether a call would be refused for its model. @throws AppError `unsupported_option`, `model_not_available` */
type FitCheck = (call: LlmCall) => Promise<void>;

const ofModel: ReadonlySet<ErrorCode> = new Set(["unsupported_option", "model_not_available"]);

/**
 * Makes a check that sends no call. What else is wrong with one (nobody to pay) is not its business.
 * Calls that ask for the same of one model are looked at once.
 */
export function createFitCheck({
  providers,
  credentialsFor,
  catalogue,
}: Pick<CallLlmDeps, "providers" | "credentialsFor"> & {
  catalogue: Pick<CallLlmDeps["catalogue"], "list">;
}): () => FitCheck {
  const check = async (call: LlmCall): Promise<void> => {
    try {
      const credentials = await credentialsFor(call.provider, call.account);
      const list = await catalogue.list(call.provider, call.account);
      fitCall(call, list, refusedSettingsOf(providers[call.provider], credentials));
    } catch (error) {
      if (!isAppError(error) || ofModel.has(error.code)) throw error;
    }
  };
  return () => {
    const checks = new Map<string, Promise<void>>();
    return (call) => {
      const key = asked(call);
      const known = checks.get(key) ?? check(call);
      checks.set(key, known);
      return known;
    };
  };
}

/** What decides about a call. */
function asked({ provider, account, model, images = [], tools = [], ...settings }: LlmCall): string {
  const { jsonSchema, webSearch, reasoningSummary } = settings;
  return JSON.stringify([
    provider,
    account,
    model,
    images.length > 0,
    tools.length > 0,
    jsonSchema !== undefined,
    webSearch,
    reasoningSummary,
  ]);
}
