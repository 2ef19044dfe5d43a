// Lets Node run our TypeScript as it stands: `@/x` is `src/x`, and an import without an ending is a `.ts` file.
// Node strips the types itself; the bundler does the same for the app (tsconfig.json, "paths").
import { existsSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";

const sourceRoot = new URL("../src/", import.meta.url).href;

registerHooks({
  resolve(specifier, context, nextResolve) {
    const target = specifier.startsWith("@/") ? sourceRoot + specifier.slice(2) : specifier;
    const isOurs = target.startsWith("file:") || target.startsWith("./") || target.startsWith("../");
    if (isOurs && context.parentURL !== undefined && !/\.[cm]?[jt]sx?$|\.json$/.test(target)) {
      const asTypeScript = new URL(`${target}.ts`, context.parentURL);
      if (existsSync(fileURLToPath(asTypeScript))) return nextResolve(asTypeScript.href, context);
    }
    return nextResolve(target, context);
  },
});
