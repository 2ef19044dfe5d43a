import type { Services } from "@/lib/services";
import type { ServerTest } from "@/types/servers";

const maxNames = 10;

/** Asks a server for its models now, whatever was known. @throws AppError `auth_required`, `storage_failed` */
export async function testServer(
  { auth, catalogue }: Pick<Services, "auth" | "catalogue">,
  id: string,
): Promise<ServerTest> {
  await auth.credentials("compatible", id);
  catalogue.invalidate("compatible", id);
  const { source, problem, models } = await catalogue.list("compatible", id);
  const names = models.filter(({ hiddenReason }) => hiddenReason === undefined).map((model) => model.id);
  const said = problem ?? (names.length === 0 ? "It answers, and has no model that makes text." : undefined);
  return {
    ok: source === "live" && problem === undefined,
    models: names.slice(0, maxNames),
    count: names.length,
    ...(said === undefined ? {} : { problem: said }),
  };
}
