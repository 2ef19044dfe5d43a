import { gzipSync } from "node:zlib";

/** What a browser of today loads at once with the first page; sizes in bytes, compressed as a server in front would. */
export async function weighFirstScripts(appUrl: string): Promise<{ count: number; bytes: number }> {
  const page = await (await fetch(appUrl)).text();
  const paths = scriptsOf(page);
  if (paths.size === 0) throw new Error("The page names no script.");
  let bytes = 0;
  for (const path of paths) bytes += gzipSync(Buffer.from(await (await fetch(appUrl + path)).arrayBuffer())).length;
  return { count: paths.size, bytes };
}

/** Without polyfills: browsers that know modules pass over scripts marked `noModule`. */
function scriptsOf(page: string): Set<string> {
  const tags = Array.from(page.matchAll(/<(?:script|link)\b[^>]*>/g), ([tag]) => tag);
  const pathOf = (tag: string) => /(?:src|href)="(\/_next\/static\/[^"]+\.js)"/.exec(tag)?.[1];
  const polyfills = new Set(tags.filter((tag) => /\snomodule\b/i.test(tag)).map(pathOf));
  return new Set(tags.flatMap((tag) => pathOf(tag) ?? []).filter((path) => !polyfills.has(path)));
}
