import type { AccessScope } from "@/types/access";

export type SampleId = "environment" | "curl" | "codex" | "claude" | "mcp" | "runs" | "hooks";

/** Where the key goes: this Patchbay, the key, and the workflow that is open. */
export interface PasteFacts {
  origin: string;
  key: string;
  workflowId: string;
}

interface Sample {
  scope: AccessScope;
  lines: (facts: PasteFacts) => string[];
}

const samples: Record<SampleId, Sample> = {
  environment: {
    scope: "v1",
    lines: ({ origin, key }) => [`export OPENAI_BASE_URL="${origin}/v1"`, `export OPENAI_API_KEY="${key}"`],
  },
  curl: {
    scope: "v1",
    lines: ({ origin, key }) => [`curl ${origin}/v1/models \\`, `  -H "Authorization: Bearer ${key}"`],
  },
  codex: {
    scope: "v1",
    lines: ({ origin, key }) => [
      "# ~/.codex/config.toml",
      'model = "PROVIDER/MODEL" # a name of the list at /v1/models',
      'model_provider = "patchbay"',
      "",
      "[model_providers.patchbay]",
      'name = "Patchbay"',
      `base_url = "${origin}/v1"`,
      'env_key = "PATCHBAY_API_KEY"',
      'wire_api = "responses"',
      "",
      "# in the shell, before codex starts",
      `# export PATCHBAY_API_KEY="${key}"`,
    ],
  },
  claude: {
    scope: "mcp",
    lines: ({ origin, key }) => [
      `claude mcp add --transport http patchbay ${origin}/mcp \\`,
      `  --header "Authorization: Bearer ${key}"`,
    ],
  },
  mcp: {
    scope: "mcp",
    lines: ({ origin, key }) => [
      "# ~/.codex/config.toml",
      "[mcp_servers.patchbay]",
      `url = "${origin}/mcp"`,
      'bearer_token_env_var = "PATCHBAY_API_KEY"',
      "",
      "# in the shell, before codex starts",
      `# export PATCHBAY_API_KEY="${key}"`,
    ],
  },
  hooks: {
    scope: "hooks",
    lines: ({ origin, key }) => [
      `curl ${origin}/api/hooks/HOOK_ID \\`,
      `  -H "Authorization: Bearer ${key}" \\`,
      '  -H "Content-Type: application/json" -d "{}"',
    ],
  },
  runs: {
    scope: "runs",
    lines: ({ origin, key, workflowId }) => [
      `curl ${origin}/api/runs \\`,
      `  -H "Authorization: Bearer ${key}" \\`,
      `  -H "Content-Type: application/json" -d '{"workflowId":"${workflowId}"}'`,
    ],
  },
};

/** What programs want to be told of a key, for what it opens. */
export function samplesFor(scopes: readonly AccessScope[]): SampleId[] {
  const all = Object.entries(samples) as [SampleId, Sample][];
  return all.filter(([, { scope }]) => scopes.includes(scope)).map(([id]) => id);
}

export function linesToPaste(id: SampleId, facts: PasteFacts): string {
  return samples[id].lines(facts).join("\n");
}
