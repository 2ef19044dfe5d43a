/** What people take for the `auth.json` of a ChatGPT sign-in, in words that follow "this file"; the first that fits. */
const kinds: readonly (readonly [(fields: Fields) => boolean, string])[] = [
  [(file) => file.isList(), "is a list of sign-ins, and Codex keeps one in a file; take out the one that is meant"],
  [
    (file) => file.has("mac") && file.has("accounts"),
    "is an account file of Patchbay itself, which opens with its own key",
  ],
  [
    (file) => file.has("accounts"),
    "holds several accounts, and Codex keeps one in a file; take out the one that is meant",
  ],
  [
    (file) => file.has("personal_access_token") || file.mode === "personalaccesstoken",
    "holds a personal access token and no sign-in",
  ],
  [
    (file) => file.has("agent_identity") || file.mode === "agentidentity",
    "holds the identity of an agent and no sign-in",
  ],
  [
    (file) => file.hasAny(/^bedrock/) || file.mode.startsWith("bedrock"),
    "holds access to Amazon Bedrock and no sign-in",
  ],
  [(file) => file.mode === "headers", "holds headers for another server and no sign-in"],
  [(file) => file.has("claudeAiOauth"), "is the sign-in of Claude Code"],
  [(file) => file.has("accessToken"), "is a session of ChatGPT's web page, whose token is good for that page only"],
  [(file) => file.hasEntryOf(["oauth", "api", "wellknown"]), "is the auth.json of OpenCode"],
  [(file) => file.is("type", "service_account"), "is a service account of Google Cloud"],
  [
    (file) => file.has("installed") || file.has("web"),
    "is an OAuth client of Google; its id and secret go into GOOGLE_OAUTH_CLIENT_ID and GOOGLE_OAUTH_CLIENT_SECRET",
  ],
  [(file) => file.has("expiry_date") || file.startsWith("access_token", "ya29."), "is a sign-in with Google"],
  [(file) => file.is("format", "patchbay/workflow"), "is a workflow"],
];

/** Undefined for what nobody knows. */
export function nameFile(content: unknown): string | undefined {
  const fields = fieldsOf(content);
  return kinds.find(([fits]) => fits(fields))?.[1];
}

type Fields = ReturnType<typeof fieldsOf>;

/** An empty value counts as none. */
function fieldsOf(content: unknown) {
  const record: Record<string, unknown> = isRecord(content) ? content : {};
  const value = (name: string) => (Object.hasOwn(record, name) ? record[name] : undefined);
  const text = (name: string): string => {
    const found = value(name);
    return typeof found === "string" ? found : "";
  };
  const has = (name: string) => value(name) !== undefined && value(name) !== null && value(name) !== "";
  return {
    isList: () => Array.isArray(content),
    has,
    hasAny: (names: RegExp) => Object.keys(record).some((name) => names.test(name) && has(name)),
    hasEntryOf: (types: string[]) =>
      Object.values(record).some((entry) => isRecord(entry) && types.some((type) => type === entry.type)),
    is: (name: string, wanted: string) => value(name) === wanted,
    startsWith: (name: string, start: string) => text(name).startsWith(start),
    /** The names of modes changed their spelling between versions. */
    mode: text("auth_mode")
      .replace(/[^a-z]/gi, "")
      .toLowerCase(),
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
