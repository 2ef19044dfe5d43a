import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { installPeer } from "./peerInstall";
import { type BenchProcess, startProgram } from "./processes";

const VERSION = "2.0.0";
const PORT = "10531";

/** A peer that offers a ChatGPT plan as OpenAI's API, with a sign-in of nobody and our upstream. */
export async function startOpenaiOauth(upstreamUrl: string): Promise<BenchProcess & { url: string }> {
  const { modulePath } = await installPeer("openai-oauth", VERSION, ["zod@4.6.7"]);
  const root = mkdtempSync(join(tmpdir(), "patchbay-bench-"));
  const file = join(root, "auth.json");
  writeFileSync(file, JSON.stringify(signIn()));
  const cli = join(dirname(modulePath), "node_modules/openai-oauth/dist/cli.js");
  const own = ["--host", "127.0.0.1", "--port", PORT, "--models", "gpt-5.5", "--codex-version", "0.171.0"];
  const args = [cli, ...own, "--base-url", `${upstreamUrl}/backend-api/codex`, "--oauth-file", file];
  const started = await startProgram(args, /ready at (\S+)\/v1/);
  return {
    ...started,
    url: started.found[1] ?? "",
    stop: async () => {
      await started.stop();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** Tokens that no issuer has signed; nobody here checks them. */
function signIn(): object {
  const part = (claims: object) => Buffer.from(JSON.stringify(claims)).toString("base64url");
  const exp = Math.floor(Date.now() / 1000) + 86_400;
  const token = `${part({ alg: "none" })}.${part({ exp, "https://api.openai.com/auth": { chatgpt_account_id: "bench" } })}.x`;
  const tokens = { id_token: token, access_token: token, refresh_token: "bench", account_id: "bench" };
  return { OPENAI_API_KEY: null, tokens, last_refresh: new Date().toISOString() };
}
