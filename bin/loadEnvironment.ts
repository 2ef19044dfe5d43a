import { type Config, ConfigError, loadEnvFile, parseConfig } from "@/lib/config";

/**
 * Takes `.env` into the environment (what is set outside wins) and checks every setting; on a wrong one the process
 * ends with status 1 and the variable's name.
 */
export function loadEnvironment(): Config {
  try {
    loadEnvFile(".env");
    return parseConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(`Patchbay cannot start: a setting is wrong.\n${error.message}\nSee .env.example for every setting.`);
    process.exit(1);
  }
}
