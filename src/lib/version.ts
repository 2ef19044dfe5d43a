// biome-ignore lint/style/noRestrictedImports: the manifest lies outside src, and only there stands the version.
import packageJson from "../../package.json" with { type: "json" };

/** As released, for example `0.1.0`. */
export const version: string = packageJson.version;
