/** Ways to call a hook, as lines for a shell. */
export type HookWay = "signed" | "byKey";

export interface HookFacts {
  /** Of the hook, whole. */
  address: string;
  secret: string;
  /** Of inputs that may be sent. */
  inputs: readonly string[];
}

/** Where a hook is called by other programs. */
export const hookAddress = (id: string): string => `${window.location.origin}/api/hooks/${id}`;

/** To be pasted into a terminal: they wait a minute for the outputs. */
export function hookLines(way: HookWay, { address, secret, inputs }: HookFacts): string {
  const body = JSON.stringify(Object.fromEntries(inputs.map((name) => [name, "…"]))).replaceAll("'", "'\\''");
  if (way === "byKey") {
    return [
      `curl "${address}?wait=60" -H "authorization: Bearer $PATCHBAY_API_KEY" \\`,
      `  -H 'content-type: application/json' -d '${body}'`,
    ].join("\n");
  }
  return [
    `SECRET='${secret}'; BODY='${body}'; NOW=$(date +%s)`,
    `SIGNATURE=$(printf %s "$NOW.$BODY" | openssl dgst -sha256 -hmac "$SECRET" | sed 's/^.*= *//')`,
    `curl "${address}?wait=60" -H 'content-type: application/json' \\`,
    `  -H "x-patchbay-timestamp: $NOW" -H "x-patchbay-signature: sha256=$SIGNATURE" -d "$BODY"`,
  ].join("\n");
}
