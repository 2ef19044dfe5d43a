/** Whole names of hosts: a name that is empty (`.chatgpt.com`) belongs to nobody. */
const ours = /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)*(chatgpt|openai)\.com$/;

/**
 * A plan token goes only to https origins under chatgpt.com or openai.com, on the standard port, whoever names
 * another. Gives the origin as it is to be used; undefined when nothing may be sent there.
 */
export function openaiOrigin(named: string): string | undefined {
  if (!URL.canParse(named)) return undefined;
  const { protocol, hostname, username, password, port, origin } = new URL(named);
  if (protocol !== "https:" || username !== "" || password !== "" || port !== "") return undefined;
  return ours.test(hostname) ? origin : undefined;
}
