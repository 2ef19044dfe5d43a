/** What a secret looks like: signed and encrypted tokens, API keys, refresh tokens, bearer headers, code parameters. */
const secretShapes: readonly (readonly [RegExp, string])[] = [
  [/\beyJ[\w-]{8,}(?:\.[\w-]*){2,4}/g, "[token]"],
  [/\b(?:sk|pb|rt|ac|sess)[-_][\w-]{8,}/g, "[key]"],
  [/\bAIza[\w-]{20,}/g, "[key]"],
  [/\b(bearer)\s+[\w.~+/=-]+/gi, "$1 [token]"],
  [/\b((?:access|refresh|id)_token|code|code_verifier|api_key|key|password)=[^&\s"']+/gi, "$1=[secret]"],
  [/("(?:access_token|refresh_token|id_token|code_verifier|api_key|password)"\s*:\s*")[^"]*"/gi, '$1[secret]"'],
];

/** The text with everything that looks like a secret blotted out; for logs and for words that came from upstream. */
export function redact(text: string): string {
  return secretShapes.reduce((clean, [shape, mark]) => clean.replace(shape, mark), text);
}

const MAX_WORDS = 300;

/** An issuer's words, which may quote what it was sent: runs of 32 and more token characters go too, and all that is long. */
export function redactWords(text: string): string {
  return redact(text)
    .replace(/[A-Za-z0-9_\-.+/=]{32,}/g, "[redacted]")
    .slice(0, MAX_WORDS);
}
