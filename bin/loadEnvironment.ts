import { type Config, ConfigError, loadEnvFile, parseConfig } from "@/lib/config";
import { checkDataDirectory } from "@/lib/storage/file/checkDataDirectory";
import { isAppError } from "@/types/errors";

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

/** Ends the process with status 1 and words when the data directory is none; one that is only unwritable is told. */
export async function requireDataDirectory({ dataDir }: Config): Promise<void> {
  try {
    const problem = await checkDataDirectory(dataDir);
    if (problem !== undefined) console.error(problem);
  } catch (error) {
    if (!isAppError(error)) throw error;
    console.error(`Patchbay cannot start. ${error.message}`);
    process.exit(1);
  }
}
