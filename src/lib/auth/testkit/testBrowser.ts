const MAX_REDIRECTS = 6;

/**
 * What a person's browser does with a sign-in link of the simulator: choose a person and approve, or deny.
 * @returns the address of the loopback callback it is sent to, without opening it
 */
export async function approve(
  link: string,
  person: string,
  decision: "approve" | "deny" = "approve",
  more: Record<string, string> = { plan_use: "on" },
): Promise<string> {
  const { origin } = new URL(link);
  const cookies = new Map<string, string>();
  let request: { url: string; body?: URLSearchParams } = { url: link };
  for (let i = 0; i < MAX_REDIRECTS; i++) {
    const response = await fetch(request.url, {
      method: request.body === undefined ? "GET" : "POST",
      body: request.body,
      redirect: "manual",
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") },
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      cookies.set(name, value);
    }
    const location = response.headers.get("location");
    if (location === null) {
      if (!response.ok) throw new Error(`the sign-in page answered ${response.status}: ${await response.text()}`);
      request = { url: request.url, body: new URLSearchParams({ person, decision, ...more }) };
      continue;
    }
    const next = new URL(location, request.url);
    if (next.origin !== origin) return next.href;
    request = { url: next.href };
  }
  throw new Error("the sign-in goes round in circles");
}
