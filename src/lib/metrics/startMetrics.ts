import type { Services } from "@/lib/services";
import { serveMetrics } from "./metricsServer";
import { createMetrics } from "./promMetrics";

/** Measures from now on, and lets it be read. A port that cannot be had is told, and ends nothing. */
export async function startMetrics(
  {
    config,
    log,
    meter,
    storage,
    limits,
    health,
  }: Pick<Services, "config" | "log" | "meter" | "storage" | "limits" | "health">,
  { port, token }: { port: number; token: string | undefined },
): Promise<void> {
  const metrics = createMetrics({ connections: storage.operation?.connections, places: limits.places, health });
  try {
    await serveMetrics({ host: config.host, port, token, metrics });
    meter.listen(metrics.note);
    log.info(`Metrics can be read at port ${port}, /metrics.`);
  } catch (error) {
    log.error(`Metrics cannot be read: port ${port} cannot be had. Set PATCHBAY_METRICS_PORT to another.`, error);
  }
}
