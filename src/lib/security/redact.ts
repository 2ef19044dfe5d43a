/** Whatever goes on after the part that shows what it is: odd characters are in the secret too. */
const rest = String.raw`[^\s"'\`<>,;&\\)\]}]*`;
/** A key broken over lines, as pasted or as JSON writes it: a line that is one run, up to a quote or its own end. */
const wrapped = String.raw`(?:(?:\r?\n|(?:\\{1,7}[rn]){1,2})[\w.~+/=-]+(?=["'\\\r\n]|$))*`;
const names = [
  "(?:access|refresh|id|auth|session)_?token",
  "(?:client|app)_?secret",
  "(?:x-)?(?:goog-)?api[_-]?key",
  "code_?verifier",
  "device_auth_id",
  "private_key",
  "password",
].join("|");

/** What a secret looks like, with what stands in its place. */
const secretShapes: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[^"]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$|(?="))/g, "[key]"],
  // Name and password of an address, of a proxy for example.
  [/(\b[a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/"'<>?#]{1,1000}@/gi, "$1[secret]@"],
  // By their names: in JSON, in JSON inside of a text, in an address or a form.
  [new RegExp(String.raw`("(?:${names})"\s{0,9}:\s{0,9}")(?:[^"\\]|\\.)*("|$)`, "gis"), "$1[secret]$2"],
  [
    new RegExp(String.raw`(\\{1,7}"(?:${names})\\{1,7}"\s{0,9}:\s{0,9}\\{1,7}")[^"]*?(\\{1,7}"|$|(?="))`, "gis"),
    "$1[secret]$2",
  ],
  [new RegExp(String.raw`\b((?:${names}|code|key)(?:=|%3d))${rest}${wrapped}`, "gi"), "$1[secret]"],
  // By their shapes: signed and encrypted tokens, OpenAI's and other keys, Google's keys, access and refresh tokens.
  [new RegExp(String.raw`\beyJ[\w-]{8,}(?:\.[\w-]*){2,4}${wrapped}`, "g"), "[token]"],
  [new RegExp(String.raw`\b(?:sk|pbs?|rt|ac|sess|at)[-_][\w-]{8,}${rest}${wrapped}`, "g"), "[key]"],
  [
    new RegExp(String.raw`\b(?:gsk|xai|hf|pplx|gh[pousr]|github_pat|glpat|GOCSPX)[-_][\w-]{16,}${rest}${wrapped}`, "g"),
    "[key]",
  ],
  // A link to a page, of which all behind the # is secret.
  [new RegExp(String.raw`\bpl_[\w-]{16,}${rest}${wrapped}`, "g"), "[key]"],
  [new RegExp(String.raw`\bAIza[\w-]{10,}${rest}${wrapped}`, "g"), "[key]"],
  [new RegExp(String.raw`\bya29\.[\w-]+${rest}${wrapped}`, "g"), "[token]"],
  [new RegExp(String.raw`(?<![\w/:.])[14]\/\/?0[\w-]{8,}${rest}${wrapped}`, "g"), "[token]"],
  // By the header that carries them.
  [new RegExp(String.raw`\b((?:x-)?(?:goog-)?api-key:\s{0,9})[\w.~+/=-]{8,}${rest}${wrapped}`, "gi"), "$1[secret]"],
  [new RegExp(String.raw`\b(bearer)\s+[^\s"'\`<>,;\\]+${wrapped}`, "gi"), "$1 [token]"],
];

/** A name and a password in base64 hold a colon (RFC 7617); words that only follow "basic" do not. */
const basicHeader = /\b(basic)\s+([\w+/-]{4,}={0,2})/gi;

/** The text with everything that looks like a secret blotted out; for logs and for words that came from upstream. */
export function redact(text: string): string {
  const clean = secretShapes.reduce((words, [shape, mark]) => words.replace(shape, mark), text);
  return clean.replace(basicHeader, (all, scheme: string, value: string) =>
    Buffer.from(value, "base64").includes(":") ? `${scheme} [token]` : all,
  );
}

const MAX_WORDS = 300;

/** An issuer's words, which may quote what it was sent: runs of 32 and more token characters go too, and all that is long. */
export function redactWords(text: string): string {
  return redact(text)
    .replace(/[A-Za-z0-9_\-.+/=]{32,}/g, "[redacted]")
    .slice(0, MAX_WORDS);
}
