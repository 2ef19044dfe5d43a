/** What this browser keeps for the site; undefined on the server, and where it keeps nothing. */
export function browserStorage(): Storage | undefined {
  try {
    return typeof window === "undefined" ? undefined : window.localStorage;
  } catch {
    // Where a browser is told to keep no site data, the mere look is refused.
    return undefined;
  }
}
