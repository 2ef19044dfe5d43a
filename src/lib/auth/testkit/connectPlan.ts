import type { Services } from "@/lib/services";
import { approve } from "./testBrowser";

/** Signs a person of the simulator in with the plan that they have there. Gives the id of the account. */
export async function connectPlan({ auth }: Pick<Services, "auth">, person: string): Promise<string> {
  const { url } = await auth.start({ route: "codex", origin: "http://patchbay.example:3000" });
  return (await auth.exchange({ url: await approve(url, person, "approve", {}) })).id;
}
