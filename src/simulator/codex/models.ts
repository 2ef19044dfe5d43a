import { createHash } from "node:crypto";
import { own } from "@/types/own";
import { compareVersions } from "./clientVersion";
import { type ModelRow, modelRows } from "./modelRows";

/** One entry of the list, as Codex CLI 0.171 reads it; without one of its required fields it would use none of them. */
export interface CodexModel {
  slug: string;
  display_name: string;
  description: string;
  default_reasoning_level: string;
  supported_reasoning_levels: { effort: string; description: string }[];
  visibility: "list" | "hide";
  supported_in_api: boolean;
  priority: number;
  service_tiers: { id: string; name: string; description: string }[];
  minimal_client_version: string;
  use_responses_lite: boolean;
  [field: string]: unknown;
}

const efforts = ["low", "medium", "high", "xhigh", "max", "ultra"];
const effortWords: Record<string, string> = {
  low: "Fast answers with light reasoning",
  medium: "Balances speed and depth for everyday work",
  high: "More depth for hard problems",
  xhigh: "Extra depth for the hardest problems",
  max: "The most reasoning of a single run",
  ultra: "Maximum depth, slowest",
};
const fast = { id: "priority", name: "Fast", description: "Faster answers, more of your plan" };
const usualContext = 272_000;
const usualMaxContext = 872_000;

function toModel(row: ModelRow): CodexModel {
  const offered = efforts.slice(0, efforts.indexOf(row.upTo) + 1);
  const isLite = row.classic !== true;
  return {
    slug: row.slug,
    display_name: row.name,
    description: row.about,
    default_reasoning_level: row.start,
    supported_reasoning_levels: offered.map((effort) => ({ effort, description: own(effortWords, effort) ?? effort })),
    shell_type: "unified_exec",
    visibility: row.hidden === true ? "hide" : "list",
    supported_in_api: true,
    priority: row.priority,
    minimal_client_version: row.since,
    additional_speed_tiers: row.tierless === true ? [] : ["fast"],
    service_tiers: row.tierless === true ? [] : [fast],
    availability_nux: null,
    upgrade: row.upgrade === undefined ? null : { model: row.upgrade, migration_markdown: `Try ${row.upgrade}.` },
    base_instructions: "You are a helpful assistant.",
    include_skills_usage_instructions: !isLite,
    include_plugin_usage_instructions: !isLite,
    include_apps_usage_instructions: !isLite,
    default_reasoning_summary: "none",
    support_verbosity: true,
    default_verbosity: "low",
    apply_patch_tool_type: "freeform",
    web_search_tool_type: "text_and_image",
    truncation_policy: { mode: "tokens", limit: 10_000 },
    supports_image_detail_original: true,
    context_window: row.context ?? usualContext,
    max_context_window: row.max ?? usualMaxContext,
    effective_context_window_percent: 95,
    experimental_supported_tools: [],
    input_modalities: ["text", "image"],
    supports_search_tool: true,
    supports_experimental_context: false,
    use_responses_lite: isLite,
    supports_reasoning_effort_updates: isLite,
    node_repl_auto_review_required: isLite,
    node_repl_disabled: false,
    ...(isLite ? { tool_mode: "code_mode_only", prefer_websockets: true } : {}),
  };
}

export const codexModels: readonly CodexModel[] = modelRows.map(toModel);

/** What a client of this version is offered at present, and the name of this version of the list. */
export function offeredModels(withdrawn: string[], clientVersion: string): { models: CodexModel[]; etag: string } {
  const tooNew = modelRows.filter((row) => compareVersions(clientVersion, row.listedSince ?? row.since) < 0);
  const hidden = new Set([...withdrawn, ...tooNew.map(({ slug }) => slug)]);
  const models = codexModels.filter(({ slug }) => !hidden.has(slug));
  const slugs = models.map(({ slug }) => slug).join();
  return { models, etag: `W/"${createHash("sha256").update(slugs).digest("hex").slice(0, 16)}"` };
}

export function findCodexModel(slug: unknown): CodexModel | undefined {
  return codexModels.find((model) => model.slug === slug);
}

/** What the backend itself takes: the highest effort of the list is the client's own and no value of the wire. */
export function wireEfforts({ supported_reasoning_levels: levels }: CodexModel): string[] {
  return levels.map(({ effort }) => effort).filter((effort) => effort !== "ultra");
}
