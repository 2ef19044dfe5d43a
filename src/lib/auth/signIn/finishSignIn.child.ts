import { createFileAuth } from "@/lib/auth/testkit/fileAuth";
import { parseConfig } from "@/lib/config";

// Run by finishSignIn.integration.test.ts: finishes a sign-in as another process would.
const [state = "", code = ""] = process.argv.slice(2);
const id = await createFileAuth({ config: parseConfig(process.env) }).callback({ state, code });
process.stdout.write(`${id}\n`);
