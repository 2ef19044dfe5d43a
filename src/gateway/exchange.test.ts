import { expect, it } from "vitest";
import { useServices } from "@/app/api/testServices";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import type { Exchange } from "./exchange";
import { startTestGateway } from "./testGateway";

it("streams for no longer than the key opens by which it was asked for, and says why it ends", async () => {
  const services = useServices(await testDirectory());
  const { key, id } = await services.accessKeys.create({ name: "Laptop", scopes: ["v1"] });
  const begun = Promise.withResolvers<void>();
  const stopped = Promise.withResolvers<void>();
  async function* endless(signal: AbortSignal) {
    yield "begun\n";
    begun.resolve();
    await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
    stopped.resolve();
  }
  const handle = ({ stream, signal }: Exchange) =>
    stream(endless(signal), { encode: (text) => text, toLast: (error) => `${String(error)}\n` });
  const about = { name: "/v1/endless", path: /^\/v1\/endless$/, admits: "v1" } as const;
  const { ask } = await startTestGateway(services, [{ ...about, methods: { GET: handle } }]);
  const asked = ask("/v1/endless", { headers: { authorization: `Bearer ${key}` } });
  await begun.promise;
  await services.accessKeys.revoke(id);
  expect(await (await asked).text()).toMatch(/^begun\n.*access key was revoked/);
  await stopped.promise;
});
