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
  refused: "The run could not start",
  showNodes: "Show me",
} as const;
