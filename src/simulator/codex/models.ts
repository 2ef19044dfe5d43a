import { createHash } from "node:crypto";
import { own } from "@/types/own";

/** One entry of the list, as Codex CLI 0.169 reads it. */
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

interface Row {
  slug: string;
  name: string;
  about: string;
  priority: number;
  start: string;
  /** The highest effort on offer. */
  upTo: string;
  context?: number;
  max?: number;
  hidden?: boolean;
  lite?: boolean;
  tierless?: boolean;
}

/** As bundled with the client 0.169. */
const rows: Row[] = [
  { slug: "gpt-6.1-sol", name: "GPT-6.1 Sol", about: "Newest all-rounder.", priority: 1, start: "low", upTo: "ultra" },
  {
    slug: "gpt-6-astra",
    name: "GPT-6 Astra",
    about: "For long, hard tasks.",
    priority: 2,
    start: "low",
    upTo: "ultra",
  },
  { slug: "gpt-6-sol", name: "GPT-6 Sol", about: "Reliable all-rounder.", priority: 3, start: "medium", upTo: "ultra" },
  { slug: "gpt-6-luna", name: "GPT-6 Luna", about: "Quick and light.", priority: 4, start: "medium", upTo: "max" },
  { slug: "gpt-5.6-sol", name: "GPT-5.6 Sol", about: "Earlier all-rounder.", priority: 5, start: "low", upTo: "ultra" },
  {
    slug: "gpt-6.1-terra",
    name: "GPT-6.1 Terra",
    about: "Wide context.",
    priority: 7,
    start: "low",
    upTo: "ultra",
    context: 500_000,
  },
  {
    slug: "gpt-5.6-terra",
    name: "GPT-5.6 Terra",
    about: "Earlier wide context.",
    priority: 8,
    start: "medium",
    upTo: "ultra",
  },
  {
    slug: "gpt-5.6-luna",
    name: "GPT-5.6 Luna",
    about: "Earlier quick model.",
    priority: 9,
    start: "medium",
    upTo: "max",
  },
  {
    slug: "gpt-daybreak-blue-latest",
    name: "Daybreak Blue",
    about: "Preview.",
    priority: 11,
    start: "low",
    upTo: "ultra",
    hidden: true,
    tierless: true,
  },
  {
    slug: "gpt-daybreak-red-latest",
    name: "Daybreak Red",
    about: "Preview.",
    priority: 12,
    start: "medium",
    upTo: "ultra",
    context: 372_000,
    max: 372_000,
    hidden: true,
    tierless: true,
  },
  {
    slug: "gpt-5.5",
    name: "GPT-5.5",
    about: "Proven and steady.",
    priority: 13,
    start: "medium",
    upTo: "xhigh",
    max: 272_000,
    lite: false,
  },
  {
    slug: "codex-auto-review",
    name: "Codex Auto Review",
    about: "Reviews changes.",
    priority: 43,
    start: "medium",
    upTo: "max",
    hidden: true,
  },
];

function toModel(row: Row): CodexModel {
  const offered = efforts.slice(0, efforts.indexOf(row.upTo) + 1);
  return {
    slug: row.slug,
    display_name: row.name,
    description: row.about,
    default_reasoning_level: row.start,
    supported_reasoning_levels: offered.map((effort) => ({ effort, description: own(effortWords, effort) ?? effort })),
    shell_type: "shell_command",
    visibility: row.hidden === true ? "hide" : "list",
    supported_in_api: true,
    priority: row.priority,
    additional_speed_tiers: [],
    service_tiers: row.tierless === true ? [] : [fast],
    availability_nux: null,
    upgrade: null,
    base_instructions: "You are a helpful assistant.",
    supports_reasoning_summaries: true,
    default_reasoning_summary: "none",
    support_verbosity: true,
    default_verbosity: "low",
    apply_patch_tool_type: "freeform",
    web_search_tool_type: "text_and_image",
    truncation_policy: { mode: "tokens", limit: 10_000 },
    supports_parallel_tool_calls: true,
    supports_image_detail_original: true,
    context_window: row.context ?? 272_000,
    max_context_window: row.max ?? 872_000,
    effective_context_window_percent: 95,
    experimental_supported_tools: [],
    input_modalities: ["text", "image"],
    supports_search_tool: true,
    use_responses_lite: row.lite ?? true,
  };
}

export const codexModels: readonly CodexModel[] = rows.map(toModel);

/** What is offered at present, and the name of this version of the list. */
export function offeredModels(withdrawn: string[]): { models: CodexModel[]; etag: string } {
  const models = codexModels.filter(({ slug }) => !withdrawn.includes(slug));
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
