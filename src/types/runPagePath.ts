/** The page on which a workflow is run. */
export const runPagePath = (workflow: string): string => `/run/${encodeURIComponent(workflow)}`;
