import type { AccessScope } from "@/types/access";

const everyMethod = /^/;
const reading = /^(?:GET|HEAD|OPTIONS)$/;

/** What access keys open of the API; everything else is for people alone. */
const openings: readonly { scope: AccessScope; path: RegExp; methods: RegExp }[] = [
  { scope: "runs", path: /^\/api\/runs(?:\/|$)/, methods: everyMethod },
  { scope: "runs", path: /^\/api\/workflows(?:\/|$)/, methods: reading },
  { scope: "runs", path: /^\/api\/assets(?:\/|$)/, methods: everyMethod },
  { scope: "hooks", path: /^\/api\/hooks\/[^/]+$/, methods: /^POST$/ },
];

/** The scope that a key needs for an address of the API; undefined where no key opens it. */
export function scopeOf({ method, pathname }: { method: string; pathname: string }): AccessScope | undefined {
  return openings.find(({ path, methods }) => path.test(pathname) && methods.test(method))?.scope;
}
