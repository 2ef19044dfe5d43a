import { plural } from "@/components/language/locale";

/** Words about runs. */
export const runs = {
  openDrawer: "Show the runs",
  announceNode: (name: string, status: string) => `${name}: ${status}`,
  announceEnd: {
    completed: "Run completed",
    failed: "Run ended with a failure",
    cancelled: "Run stopped",
    parked: "Run is parked",
    waiting: "Run waits for an answer",
    interrupted: "The connection to the run was lost",
  } as Record<string, string>,
  preflight: {
    calls: (written: string, count: number, payer: string, model: string) =>
      `${written} ${plural(count, { one: "call", other: "calls" })} on ${payer}, ${model}`,
    tokens: (calls: string, tokens: string) => `${calls}, about ${tokens} tokens in`,
    left: (name: string, windows: string) => `${name} has left: ${windows}`,
    window: (percent: string, window: string) => `${percent} of ${window}`,
    windowUntil: (percent: string, window: string, reset: string) => `${percent} of ${window} (resets ${reset})`,
    requests: (count: number, written: string) =>
      `${written} ${plural(count, { one: "request", other: "requests" })} to other servers`,
    cached: (count: string) => `${count} from cache`,
    none: "No model calls",
    more: (count: number) => `And ${count} more`,
    limited: (name: string) => `The limit of ${name} is reached`,
    limitedUntil: (name: string, until: string) => `The limit of ${name} is reached; it resets ${until}`,
  },
  question: {
    title: (count: string) => `Run ${count} model calls?`,
    why: (limit: number) => `Asked above ${limit} calls; Project setup, Node defaults has the number.`,
    cancel: "Cancel",
    run: (count: string) => `Run ${count} calls`,
    busy: "Another run is at work. This one can start when it has ended.",
    columns: { payer: "Paid by", model: "Model", calls: "Calls", cached: "From cache", tokens: "Tokens in, about" },
  },
  /** Beside Run, of the run before. */
  waits: "Waits for you",
  waitsWhy: "The run asks something. Answer in the inbox, and it goes on.",
  cutOff: "Cut off",
  cutOffWhy: "The run was cut off before its end. What is done stays; resume it in the drawer.",
  cutOffConsent: (name: string) =>
    `The run was cut off before its end. Runs on ${name} do not go on while nobody watches: resume it in the drawer.`,
  ghost: {
    text: (when: string) => `These are the results of the run of ${when}.`,
    back: "Back to the newest",
  },
  refused: "The run could not start",
} as const;
