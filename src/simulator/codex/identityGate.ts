import type { IncomingHttpHeaders } from "node:http";
import { detailRefusal, Refusal } from "@/simulator/http/exchange";
import { compareVersions } from "./clientVersion";
import type { CodexModel } from "./models";

/** Clients of the family: `codex_cli_rs`, `codex_exec`, `codex-tui`, … */
const family = /^codex[_-]/;

/**
 * Refuses a client that is too old for the model, and for all but the classic model one that does not name its
 * version and an originator of the family. Which of `version` and the user agent the backend reads is not known: the
 * older of the two counts here.
 */
export function checkIdentity(headers: IncomingHttpHeaders, model: CodexModel): void {
  const version = namedVersion(headers);
  const isKnown = version !== undefined && family.test(String(headers.originator ?? ""));
  if (!isKnown && model.use_responses_lite) throw modelNotFound(model.slug);
  if (version !== undefined && compareVersions(version, model.minimal_client_version) < 0) {
    const words = `The '${model.slug}' model requires a newer version of Codex. Please upgrade to the latest app or CLI and try again.`;
    throw detailRefusal(400, words);
  }
}

/** The version that a client names by its header or its user agent, the older of the two. */
export function namedVersion(headers: IncomingHttpHeaders): string | undefined {
  const [, inAgent] = /^codex[\w-]*\/(\d+\.\d+\.\d+)/.exec(headers["user-agent"] ?? "") ?? [];
  const named = [headers.version, inAgent].flatMap((version) =>
    typeof version === "string" && version !== "" ? [version] : [],
  );
  return named.toSorted(compareVersions)[0];
}

function modelNotFound(slug: string): Refusal {
  const message = `Model not found ${slug}`;
  return new Refusal(404, {
    error: { message, type: "invalid_request_error", param: "model", code: "model_not_found" },
  });
}
