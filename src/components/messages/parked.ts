/** Words of what waits for the limit of a plan to end. */
export const parked = {
  until: (time: string, whose: string) => `Parked until ${time} (${whose})`,
  since: (time: string, whose: string) => `Parked; the limit was to end ${time} (${whose})`,
  unknown: (whose: string) => `Parked: the limit of ${whose} is reached`,
  window: (window: string, name: string) => `${window} window of ${name}`,
  goesOn: "It goes on by itself; what is done stays.",
  untold: "ChatGPT does not tell when that ends. Try again later; what is done stays.",
  needsConsent: (name: string) =>
    `It waits for you: runs on ${name} do not go on while nobody watches. What is done stays.`,
  allow: "Let runs go on by themselves",
  tryNow: "Try now",
  stillStands: "Tried: the limit still stands",
  otherAccount: (name: string) => `Use ${name}`,
  otherAccounts: "Use another account",
  giveUp: "Stop waiting",
} as const;
