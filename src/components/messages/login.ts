/** Words of the page where one signs in. */
export const login = {
  asking: "Asking how one signs in here…",
  password: {
    title: "Enter the password",
    text: "This Patchbay is protected. The password is the one set by whoever runs it (PATCHBAY_PASSWORD).",
    wrong: "That is not the password. Check capital letters and try again.",
  },
  people: {
    title: "Sign in",
    text: "This Patchbay is shared. Each person signs in under their own name.",
    noPasswords: "This Patchbay is shared. You sign in with the account that you have at work.",
    wrong: "Name and password do not belong together. Check capital letters and try again.",
  },
  name: "Name",
  label: "Password",
  button: "Sign in",
  or: "or",
  continueWith: (provider: string) => `Continue with ${provider}`,
  failed: "You are not signed in",
  /** What came back from the provider of identities, by its reason, else by its code. */
  failures: {
    access_denied: "The sign-in was declined at the provider. Try again, or ask whoever runs this Patchbay.",
    no_role: "None of your groups gives you a role here. Ask an admin of this Patchbay.",
    switched_off: "An admin has switched you off here.",
    state_mismatch: "This sign-in was begun elsewhere, or twice. Start it again here.",
    flow_expired: "The sign-in took too long. Start it again.",
    upstream_unavailable: "The provider does not answer. Try again in a moment.",
    other: "The provider gave an answer that cannot be used. Try again, or ask whoever runs this Patchbay.",
  },
} as const;
