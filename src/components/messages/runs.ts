/** Words about runs. */
export const runs = {
  announceNode: (name: string, status: string) => `${name}: ${status}`,
  announceEnd: {
    completed: "Run completed",
    failed: "Run ended with a failure",
    cancelled: "Run stopped",
    parked: "Run is parked",
    interrupted: "The connection to the run was lost",
  } as Record<string, string>,
  preflight: {
    calls: (written: string, count: number, payer: string) =>
      `${written} ${count === 1 ? "call" : "calls"} on ${payer}`,
    cached: (count: string) => `${count} from cache`,
    none: "No model calls",
    more: (count: number) => `And ${count} more to mend`,
    limited: (name: string) => `The limit of ${name} is reached`,
    limitedUntil: (name: string, until: string) => `The limit of ${name} is reached; it resets ${until}`,
  },
  question: {
    title: (count: string) => `Run ${count} model calls?`,
    why: (limit: number) => `Asked above ${limit} calls; Project setup, Node defaults has the number.`,
    cancel: "Cancel",
    run: (count: string) => `Run ${count} calls`,
    columns: { payer: "Paid by", model: "Model", calls: "Calls", cached: "From cache", tokens: "Tokens in, about" },
  },
  refused: "The run could not start",
  showNodes: "Show me",
} as const;
