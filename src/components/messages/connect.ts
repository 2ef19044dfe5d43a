/** Words around signing in. */
export const connect = {
  title: "Connect ChatGPT",
  titleAgain: (name: string) => `Sign in to ${name} again`,
  intro: "Use whichever is easiest. The first one you finish wins; the others stop by themselves.",
  titlePlanUse: (name: string) => `Turn on plan use for ${name}`,
  introAgain: "The account keeps its place: nodes that run on it go on as soon as you are back.",
  introPlanUse: "ChatGPT asks whether Patchbay may use your plan. Allow it there, then come back.",
  browser: {
    title: "In your browser",
    text: "A ChatGPT page opens. Approve there, then come back here.",
    preparing: "Preparing the sign-in…",
  },
  siwc: {
    button: "Continue with ChatGPT",
    hint: "For Plus and Pro. OpenAI's own way to share a plan with an app on your computer.",
    another: "Use another account or workspace",
  },
  codex: {
    button: "Use a Business, Enterprise or Edu plan",
    buttonAgain: "Sign in with ChatGPT",
    hint: "Signs in as the Codex client does. You see who pays before anything runs.",
  },
  listening: (ports: string[], left: string) =>
    `Listening on port ${ports.join(" and ")} for your return. ${left} left.`,
  exchanging: "You are back. Finishing the sign-in…",
  busy: (port: string) =>
    `Port ${port} is in use by another program, often a Codex sign-in that is still open. Close it and look again. Or sign in all the same: the page afterwards will not load, and you paste its address.`,
  busyRetry: "Look again",
  remote:
    "Patchbay runs on another computer than this browser, so the page after the sign-in will not load. Use a code, or paste the address of that page.",
  offline: "Patchbay's server does not answer. Your sign-in goes on here as soon as it is back.",
  device: {
    title: "On another device",
    open: "Open",
    andType: "and type",
    preparing: "Getting a code…",
    label: "Code to type",
    copy: "Copy",
    copied: "Copied",
    openPage: "Open page",
    waiting: (left: string) => `Waiting for your approval. ${left} left.`,
    waitingPlain: "Waiting for your approval.",
    offTitle: "Needs a setting in ChatGPT",
    offText:
      "Device codes are off for this account. Switch them on in ChatGPT under Settings → Security → Device code; in a workspace, its administrator may have to. Signing in with your browser needs no setting.",
    newCode: "New code",
  },
  paste: {
    title: "Paste the address",
    text: "If the page after sign-in does not load, paste its address here.",
    label: "Address of the page after sign-in",
    placeholder: "http://localhost:1455/auth/callback?code=…",
    button: "Finish",
  },
  footer: "Tokens stay encrypted on this computer. Disconnect at any time.",
  expiredText: "It was not finished in time. Start it again; nothing else was changed.",
  newAttempt: "Try again",
  import: {
    button: "Import from Codex CLI",
    title: "Import from Codex CLI",
    warningTitle: "Two programs would share one login",
    warning:
      "Whichever of the two renews it first logs the other out. Import only if you stop using the Codex CLI with this account, or sign in here instead: then each has a login of its own.",
    where: "The file is",
    path: "~/.codex/auth.json",
    whereEnd:
      "on the computer where you use Codex. It goes to your own Patchbay only, and its tokens are kept encrypted.",
    choose: "Choose auth.json",
    back: "Sign in instead",
    notJson: "This is not a Codex auth.json: it cannot be read as JSON. Nothing was stored.",
    tooLarge: "This file is far too large to be a Codex auth.json. Nothing was stored.",
  },
  done: {
    title: "You are connected",
    text: "Every node that runs on ChatGPT can use it now.",
    button: "Done",
    planUseOff: {
      title: "Plan use is off",
      text: "You are signed in, but did not let Patchbay use your plan, so nothing can run on it. Turn it on at ChatGPT, or run nodes on an API key.",
      button: "Turn on plan use",
      addKey: "Use an API key",
    },
  },
  planNotice: {
    label: "About your plan",
    title: "You're using your ChatGPT plan",
    text: "Nodes that run on ChatGPT use your plan. You see and limit what Patchbay uses in your ChatGPT settings.",
    manage: "Manage usage",
    gotIt: "Got it",
  },
  returned: {
    title: "You are connected",
    text: (name: string) =>
      `Signed in as ${name}. Patchbay in your other tab has turned already: you can close this one.`,
    textPlain: "Patchbay in your other tab has turned already: you can close this one.",
    failedTitle: "The sign-in did not work",
    failedText: "Nothing was changed. Go back to your other tab and start again there, or go on in this one.",
    button: "Go on in this tab",
  },
} as const;
