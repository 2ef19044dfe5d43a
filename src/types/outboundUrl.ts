/** Which addresses Patchbay sends anything to. The browser checks by the same rules, so that it can say so early. */

const loopbackNames = new Set(["localhost", "127.0.0.1", "::1", "[::1]"]);

export function isLoopbackHost(host: string): boolean {
  return loopbackNames.has(host) || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);
}

/**
 * Link-local and cloud metadata addresses hold a machine's own credentials and are nobody's upstream. `hostname` is
 * that of a `URL`, which writes every form of an IP address in one way.
 */
export function isMetadataHost(hostname: string): boolean {
  return /^(169\.254\.|100\.100\.100\.200$|\[fe[89ab]|\[::ffff:a9fe:|\[64:ff9b::a9fe:|\[fd00:ec2:|metadata\.google\.internal\.?$)/.test(
    hostname,
  );
}

/** `URL` makes a host of whatever comes first (`http:///x`), and drops white space inside. */
function isWritten(value: string): boolean {
  return /^https?:\/\/[^/\\\s]+[^\\\s]*$/i.test(value) && URL.canParse(value);
}

/** The address of a proxy; it may hold a name and a password. */
export function isProxyUrl(value: string): boolean {
  if (!isWritten(value)) return false;
  const { pathname, search, hostname } = new URL(value);
  return pathname === "/" && search === "" && !isMetadataHost(hostname);
}

/** A base URL that paths can be put behind: https, or http on this computer only. */
export function isUpstreamUrl(value: string): boolean {
  if (!isWritten(value)) return false;
  const { protocol, hostname, username, password } = new URL(value);
  if (username !== "" || password !== "" || /[?#]/.test(value) || isMetadataHost(hostname)) return false;
  return protocol === "https:" || (protocol === "http:" && isLoopbackHost(hostname));
}

/** Hosts of a private network (RFC 1918, RFC 4193), names that only one resolves, and names without a dot. */
export function isPrivateHost(hostname: string): boolean {
  if (/^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)[\d.]+$/.test(hostname) || /^\[f[cd]/.test(hostname)) return true;
  // `metadata` leads to a cloud's metadata in some of them.
  if (/^[a-z0-9_-]+$/.test(hostname)) return hostname !== "metadata";
  return /\.(local|lan|internal|home\.arpa)$/.test(hostname);
}

/** The base URL of a server of the person's own: https, or http on this computer or a private network. */
export function isServerUrl(value: string): boolean {
  if (isUpstreamUrl(value)) return true;
  if (!isWritten(value)) return false;
  const { hostname } = new URL(value);
  return isPrivateHost(hostname) && !isMetadataHost(hostname) && isUpstreamUrl(value.replace(/^http:/i, "https:"));
}

/** Where a notice is posted: as an upstream, and with a query, by which receivers know it. */
export function isNoticeUrl(value: string): boolean {
  return !value.includes("#") && isUpstreamUrl(value.replace(/\?.*$/, ""));
}

/** Where a server of tools is: as an upstream; some are told apart by a query. */
export function isToolServerUrl(value: string): boolean {
  return isNoticeUrl(value);
}
