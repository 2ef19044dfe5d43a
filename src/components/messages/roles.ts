import type { Role } from "@/types/people";

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
} as const;
