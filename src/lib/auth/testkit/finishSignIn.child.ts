import { parseConfig } from "@/lib/config";
import { createFileAuth } from "./fileAuth";

// Run by finishSignIn.integration.test.ts: finishes a sign-in as another process would.
const [state = "", code = ""] = process.argv.slice(2);
const id = await createFileAuth({ config: parseConfig(process.env) }).callback({ state, code });
process.stdout.write(`${id}\n`);
