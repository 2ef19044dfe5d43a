/** A place of this site to go to after signing in; the first page for what leads elsewhere, or back to the login. */
export function safeWayBack(to: string | undefined): string {
  if (to === undefined || !/^\/(?![/\\])/.test(to)) return "/";
  const base = "http://here.invalid";
  const url = URL.parse(to, base);
  // Dots are taken out as an address is read: `/.//host` leaves `//host`, which names another site.
  if (url?.origin !== base || /^\/(\/|(login|api)(\/|$))/.test(url.pathname)) return "/";
  return `${url.pathname}${url.search}${url.hash}`;
}
