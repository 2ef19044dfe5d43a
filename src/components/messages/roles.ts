import type { Role } from "@/types/people";
import type { RunThrough } from "@/types/run";

/** Words of what a person may do here, and why something is not theirs to change. */
export const roles = {
  names: { runner: "Runner", editor: "Editor", admin: "Admin" } satisfies Record<Role, string>,
  hints: {
    runner: "Runs workflows and sees results",
    editor: "Also changes workflows",
    admin: "Also has keys, people and the audit log",
  } satisfies Record<Role, string>,
  readOnly: "You can run this workflow. An editor can change it.",
  cannotCreate: "An editor or an admin can make workflows.",
  adminsOnly: "Only an admin changes this.",
  sharedKeys: "API keys and servers belong to the workspace. Only an admin changes them, and says who may use them.",
  noKey: "Not set",
  startedBy: "Started by",
  startedByName: (name: string) => `started by ${name}`,
  othersAccount: "Another person's account",
  othersAccountHint: "Another person's account: your default pays when you run it.",
  everybody: "Everybody's",
  yours: "Yours",
  you: "you",
  somebody: "somebody",
  noneYours: "None of these runs is yours.",
  notYours: (name: string) =>
    `Started by ${name}, who alone goes on with it. Run it yourself: finished results are kept.`,
  notYoursToStop: (name: string) => `Started by ${name}. They, or an admin, can do this.`,
  /** What started a run, when it was not a person at the screen or the terminal. `name` is that of the key or trigger. */
  through: {
    key: (name: string) => (name === "" ? "by an access key" : `by key ${name}`),
    v1: (name: string) => (name === "" ? "through /v1" : `through /v1, by key ${name}`),
    mcp: (name: string) => (name === "" ? "by an agent" : `by an agent, by key ${name}`),
    hook: (name: string) => (name === "" ? "by hook" : `by hook ${name}`),
    schedule: (name: string) => (name === "" ? "by schedule" : `by schedule ${name}`),
    spare: (name: string) => (name === "" ? "by the night shift" : `by the night shift, ${name}`),
    link: (name: string) => (name === "" ? "by link" : `by link ${name}`),
  } satisfies Record<RunThrough["kind"], (name: string) => string>,
} as const;
