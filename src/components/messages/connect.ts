/** Words around signing in. */
export const connect = {
  title: "Connect ChatGPT",
  titleAgain: (name: string) => `Sign in to ${name} again`,
  intro: "Run your nodes on the plan you already pay for: Plus, Pro, Business, Enterprise or Edu.",
  browser: {
    title: "In your browser",
    text: "A ChatGPT page opens in a new tab. Approve there, then come back: this window notices by itself.",
    button: "Continue with ChatGPT",
    preparing: "Preparing the sign-in…",
    honest: "Signs in as the Codex client does. For your own use; Patchbay is not made or endorsed by OpenAI.",
  },
  listening: (port: string, left: string) => `Listening on port ${port} for your return. ${left} left.`,
  exchanging: "You are back. Finishing the sign-in…",
  busy: "Ports 1455 and 1457 are in use by another program, often a Codex sign-in that is still open. Close it and try again, or sign in all the same: the page afterwards will not load, and you paste its address.",
  busyRetry: "Look again",
  remote:
    "Patchbay runs on another computer than this browser. The page after the sign-in will not load: copy its address and paste it.",
  paste: {
    title: "Paste the address",
    text: "If the page after the sign-in does not load, copy its whole address and paste it here.",
    label: "Address of that page",
    placeholder: "http://localhost:1455/auth/callback?code=…",
    button: "Finish sign-in",
  },
  footer: "Tokens stay encrypted on this computer. Disconnect at any time.",
  expiredTitle: "This sign-in took too long",
  expiredText: "A sign-in can be finished within ten minutes. Start a new one; nothing else was changed.",
  newAttempt: "Start again",
  done: {
    title: "You are connected",
    text: "Every node that runs on ChatGPT can use it now.",
    button: "Done",
  },
  returned: {
    title: "You are connected",
    text: (name: string) => `Signed in as ${name}. Patchbay in your other tab knows already: you can close this one.`,
    textPlain: "Patchbay in your other tab knows already: you can close this one.",
    failedTitle: "The sign-in did not work",
    failedText: "Nothing was changed. Go back to your other tab and start again there, or go on in this one.",
    button: "Go on in this tab",
  },
} as const;
