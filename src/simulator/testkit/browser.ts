import type { PersonId } from "@/simulator/people";

/** A browser without a screen: keeps cookies, follows redirects by hand. */
export function createBrowser() {
  const cookies = new Map<string, string>();

  async function visit(url: string, init: RequestInit = {}): Promise<Response> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(url, { ...init, redirect: "manual", headers: { cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    return response;
  }

  /** Follows redirects until the address leaves the simulator or a page is shown. */
  async function follow(url: string, init?: RequestInit): Promise<{ url: string; response?: Response }> {
    const { origin } = new URL(url);
    let response = await visit(url, init);
    let at = url;
    for (let hops = 0; hops < 10; hops += 1) {
      const location = response.headers.get("location");
      if (location === null) return { url: at, response };
      at = new URL(location, at).href;
      if (new URL(at).origin !== origin) return { url: at };
      response = await visit(at);
    }
    throw new Error("too many redirects");
  }

  /** Opens a sign-in, decides on its page, and returns the address it is sent back to. */
  async function signIn(authorizeUrl: string, person: PersonId, decision = "approve"): Promise<URL> {
    const page = await follow(authorizeUrl);
    const back = await follow(page.url, { method: "POST", body: new URLSearchParams({ person, decision }) });
    return new URL(back.url);
  }

  return { visit, follow, signIn };
}
