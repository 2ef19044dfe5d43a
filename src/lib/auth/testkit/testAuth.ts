import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { z } from "zod";
import type { Auth } from "@/lib/auth/auth";
import { createOpenaiAuthStore, type OpenaiAuthStore } from "@/lib/auth/store/openaiAuthStore";
import { type Config, parseConfig } from "@/lib/config";
import { createAuthenticatedText } from "@/lib/security/authenticatedText";
import { createSecretBox } from "@/lib/security/secretBox";
import { createFileTextStore } from "@/lib/storage/file/fileTextStore";
import { createFileAuth, type FileAuthOptions } from "./fileAuth";
import type { Person, TestIssuer } from "./testIssuer";

/** Settings on fresh directories, which go away after the test. No callback port is tried unless one is given. */
export async function testConfig(issuer: string, environment: Record<string, string> = {}): Promise<Config> {
  const directory = await mkdtemp(join(tmpdir(), "patchbay-auth-"));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return parseConfig({
    PATCHBAY_DATA_DIR: join(directory, "data"),
    XDG_CONFIG_HOME: join(directory, "config"),
    OPENAI_AUTH_ISSUER: issuer,
    CHATGPT_BASE_URL: `${issuer}/backend-api`,
    OPENAI_BASE_URL: `${issuer}/v1`,
    ...environment,
  });
}

export interface TestClock {
  nowMs: number;
}

/** An `Auth` on fresh directories, whose network is the issuer; the test sets the clock of both. */
export async function testAuth(
  issuer: TestIssuer,
  environment?: Record<string, string>,
  options: Pick<FileAuthOptions, "sleep" | "texts"> = {},
): Promise<{ auth: Auth; config: Config; clock: TestClock; restart(change?: Partial<Config>): Auth }> {
  const config = await testConfig(issuer.origin, environment);
  const clock = { nowMs: Date.now() };
  issuer.now = () => clock.nowMs;
  const restart = (change: Partial<Config> = {}) =>
    createFileAuth({
      config: { ...config, ...change },
      fetch: issuer.fetch,
      now: () => clock.nowMs,
      random: () => 0,
      ...options,
    });
  return { auth: restart(), config, clock, restart };
}

/** A browser on another computer: no listener is opened, so tests need no port. */
export const REMOTE_ORIGIN = "http://patchbay.example:3000";

/** The whole way of a person who approves. @returns the account's id */
export async function signIn(
  auth: Auth,
  issuer: TestIssuer,
  { person, ...request }: { person?: Person; account?: string; name?: string } = {},
): Promise<string> {
  const started = await auth.start({ route: "codex", origin: REMOTE_ORIGIN, ...request });
  return auth.callback({ state: started.state, code: issuer.approve(started.url, person) });
}

export function authFile(config: Config): string {
  return join(config.dataDir, "openai-auth.json");
}

export async function readAuthFile(config: Config) {
  return JSON.parse(await readFile(authFile(config), "utf8"));
}

/** The accounts on the files of these settings, as another process has them. */
export function openStore(config: Config): OpenaiAuthStore {
  return createOpenaiAuthStore(createFileTextStore(config.dataDir), createSecretBox(config));
}

/** Writes anything, as one who has the key would. */
export async function writeSigned(config: Config, name: string, content: Record<string, unknown>): Promise<void> {
  const text = createFileTextStore(config.dataDir).text(name);
  const signed = createAuthenticatedText(text, z.looseObject({}), createSecretBox(config));
  await signed.write(content, await signed.read());
}
