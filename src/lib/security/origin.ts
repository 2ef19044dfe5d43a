/** Over https, as the browser sees it. */
export function isOverHttps(request: Request): boolean {
  return request.headers.get("x-forwarded-proto") === "https";
}

/** Where the browser reaches us, as `http://localhost:3000`. The guard has checked the Host before. */
export function originOf(request: Request): string {
  const protocol = isOverHttps(request) ? "https" : "http";
  return `${protocol}://${request.headers.get("host")}`;
}

export function isAllowedHost(host: string | null, hosts: ReadonlySet<string>): boolean {
  return host !== null && hosts.has(host.toLowerCase());
}
