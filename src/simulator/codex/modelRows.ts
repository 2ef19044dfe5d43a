/** What tells one model of the list from another. */
export interface ModelRow {
  slug: string;
  name: string;
  about: string;
  priority: number;
  /** The effort where none is asked for. */
  start: string;
  /** The highest effort on offer. */
  upTo: "xhigh" | "max" | "ultra";
  /** The client must be as new as this to use it. */
  since: string;
  /** To see it the client must be newer still. */
  listedSince?: string;
  /** Tokens; 272 000 where nothing is said. */
  context?: number;
  /** Tokens; 872 000 where nothing is said. */
  max?: number;
  hidden?: boolean;
  /** Not one of those whose tools stand in the input. */
  classic?: boolean;
  tierless?: boolean;
  /** What its people are advised to take instead. */
  upgrade?: string;
}

const wide = 500_000;

/** As bundled with the client 0.171; the names and words are ours. */
export const modelRows: readonly ModelRow[] = [
  {
    slug: "gpt-6.2-sol",
    name: "GPT-6.2 Sol",
    about: "Newest all-rounder.",
    priority: 1,
    start: "low",
    upTo: "ultra",
    since: "0.166.0",
    context: wide,
  },
  {
    slug: "gpt-6.2-astra",
    name: "GPT-6.2 Astra",
    about: "For long, hard tasks.",
    priority: 2,
    start: "low",
    upTo: "ultra",
    since: "0.166.0",
  },
  {
    slug: "gpt-6.1-terra",
    name: "GPT-6.1 Terra",
    about: "Wide context.",
    priority: 3,
    start: "low",
    upTo: "ultra",
    since: "0.153.0",
    context: wide,
  },
  {
    slug: "gpt-6.1-sol",
    name: "GPT-6.1 Sol",
    about: "Earlier all-rounder.",
    priority: 4,
    start: "low",
    upTo: "ultra",
    since: "0.153.0",
    listedSince: "0.160.0",
    context: wide,
  },
  {
    slug: "gpt-6-astra",
    name: "GPT-6 Astra",
    about: "Earlier model for hard tasks.",
    priority: 5,
    start: "low",
    upTo: "ultra",
    since: "0.153.0",
  },
  {
    slug: "gpt-6-sol",
    name: "GPT-6 Sol",
    about: "Reliable all-rounder.",
    priority: 6,
    start: "medium",
    upTo: "ultra",
    since: "0.155.0",
  },
  {
    slug: "gpt-6-luna",
    name: "GPT-6 Luna",
    about: "Quick and light.",
    priority: 7,
    start: "medium",
    upTo: "max",
    since: "0.155.0",
  },
  {
    slug: "gpt-5.6-sol",
    name: "GPT-5.6 Sol",
    about: "Old all-rounder.",
    priority: 8,
    start: "low",
    upTo: "ultra",
    since: "0.144.0",
  },
  {
    slug: "gpt-5.6-terra",
    name: "GPT-5.6 Terra",
    about: "Old, balanced.",
    priority: 9,
    start: "medium",
    upTo: "ultra",
    since: "0.144.0",
  },
  {
    slug: "gpt-5.6-luna",
    name: "GPT-5.6 Luna",
    about: "Old quick model.",
    priority: 10,
    start: "medium",
    upTo: "max",
    since: "0.144.0",
  },
  {
    slug: "gpt-daybreak-blue-latest",
    name: "Daybreak Blue",
    about: "Preview.",
    priority: 11,
    start: "low",
    upTo: "ultra",
    since: "0.144.0",
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
    since: "0.142.2",
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
    since: "0.124.0",
    max: 272_000,
    classic: true,
    upgrade: "gpt-6-sol",
  },
  {
    slug: "codex-auto-review",
    name: "Codex Auto Review",
    about: "Reviews changes.",
    priority: 43,
    start: "medium",
    upTo: "max",
    since: "0.98.0",
    hidden: true,
  },
];
