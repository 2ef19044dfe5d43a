import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Places } from "@/lib/limits/limits";
import type { Measured } from "@/lib/meter";
import type { Connections } from "@/lib/storage/storage";
import type { OperationView } from "@/types/health";
import { boundedNames } from "./boundedNames";

/** What is looked at when somebody reads. */
export interface MetricSources {
  /** Absent where there is no database. */
  connections?: () => Connections;
  places(): readonly Pick<Places, "payer" | "of" | "running" | "waiting">[];
  health(): Promise<Partial<OperationView>>;
}

export interface Metrics {
  /** Takes in what was measured. */
  note(measured: Measured): void;
  /** As Prometheus reads it. Never throws. */
  read(): Promise<string>;
  contentType: string;
}

/** Models and servers are named by people; beyond so many names the rest is one. */
const MAX_MODELS = 200;

/** Of the semantic conventions of OpenTelemetry (https://opentelemetry.io/docs/specs/semconv/), as are their names. */
const requestBuckets = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];
const callBuckets = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92];
const tokenBuckets = Array.from({ length: 14 }, (_, power) => 4 ** power);
const runBuckets = [0.1, 0.5, 1, 5, 15, 60, 300, 900, 3600, 14_400, 86_400];

/** What this process measures, in the text form of Prometheus. */
export function createMetrics(sources: MetricSources): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const note = createRecorder(registry);
  const look = createGauges(registry, sources);
  return {
    note,
    read: async () => {
      await look();
      return registry.metrics();
    },
    contentType: registry.contentType,
  };
}

function createRecorder(registry: Registry): (measured: Measured) => void {
  const registers = [registry];
  const requests = new Histogram({
    ...{ registers, name: "http_server_request_duration_seconds", buckets: requestBuckets },
    help: "Time until an API request was answered; a stream counts until it begins.",
    labelNames: ["http_request_method", "http_route", "http_response_status_code"],
  });
  const calls = new Histogram({
    ...{ registers, name: "gen_ai_client_operation_duration_seconds", buckets: callBuckets },
    help: "Time that an upstream took for a call, from the sending to the end of its answer.",
    labelNames: ["gen_ai_operation_name", "gen_ai_provider_name", "gen_ai_request_model", "error_type"],
  });
  const tokens = new Histogram({
    ...{ registers, name: "gen_ai_client_token_usage", buckets: tokenBuckets },
    help: "Tokens of a call.",
    labelNames: ["gen_ai_provider_name", "gen_ai_request_model", "gen_ai_token_type"],
  });
  const lookups = new Counter({
    ...{ registers, name: "patchbay_cache_lookups_total", labelNames: ["result"] },
    help: "Looks for a kept result before a call.",
  });
  const active = new Gauge({ registers, name: "patchbay_runs_active", help: "Runs that this process works on." });
  const runs = new Histogram({
    ...{ registers, name: "patchbay_run_duration_seconds", labelNames: ["status"], buckets: runBuckets },
    help: "Time that this process worked on a run, by what became of it.",
  });
  const modelName = boundedNames(MAX_MODELS);

  return (measured) => {
    switch (measured.of) {
      case "request": {
        const { method, route, status, seconds } = measured;
        const labels = { http_request_method: method, http_route: route, http_response_status_code: status };
        return requests.observe(labels, seconds);
      }
      case "call": {
        const { operation, provider, seconds, error = "" } = measured;
        const gen_ai_request_model = modelName(measured.model);
        const by = { gen_ai_operation_name: operation, gen_ai_provider_name: provider, gen_ai_request_model };
        return calls.observe({ ...by, error_type: error }, seconds);
      }
      case "tokens": {
        const by = { gen_ai_provider_name: measured.provider, gen_ai_request_model: modelName(measured.model) };
        tokens.observe({ ...by, gen_ai_token_type: "input" }, measured.usage.inputTokens);
        return tokens.observe({ ...by, gen_ai_token_type: "output" }, measured.usage.outputTokens);
      }
      case "lookup":
        return lookups.inc({ result: measured.isHit ? "hit" : "miss" });
      case "run-begin":
        return active.inc();
      case "run":
        active.dec();
        return runs.observe({ status: measured.status }, measured.seconds);
    }
  };
}

function createGauges(registry: Registry, { connections, places, health }: MetricSources): () => Promise<void> {
  const gauge = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
    new Gauge({ registers: [registry], name, help, labelNames });
  const gates = gauge("patchbay_gate_calls", "Calls at the gates of payers.", ["provider", "operation", "state"]);
  const lookAtGates = () => {
    gates.reset();
    for (const { payer, of, running, waiting } of places()) {
      const labels = { provider: payer.provider, operation: of };
      gates.inc({ ...labels, state: "running" }, running);
      gates.inc({ ...labels, state: "waiting" }, waiting);
    }
  };
  if (connections === undefined) return async () => lookAtGates();

  const states = ["db_client_connection_state"] as const;
  const pool = gauge("db_client_connection_count", "Connections to the database.", [...states]);
  const pending = gauge("db_client_connection_pending_requests", "Callers that wait for a connection.", []);
  const up = gauge("patchbay_database_up", "1 while the database answers.", []);
  const queue = gauge("patchbay_queue_runs", "Runs of all processes that wait or are at work.", ["state"]);
  const oldest = gauge("patchbay_queue_oldest_waiting_seconds", "How long a run has waited for a worker.", []);
  const workers = gauge("patchbay_workers", "Processes that work on runs.", []);
  return async () => {
    lookAtGates();
    const { used, idle, waiting } = connections();
    pool.set({ db_client_connection_state: "used" }, used);
    pool.set({ db_client_connection_state: "idle" }, idle);
    pending.set(waiting);
    const view = await health();
    up.set(view.database?.status === "ok" ? 1 : 0);
    // What was true before the database went away says nothing now.
    for (const one of [oldest, workers]) one.remove();
    queue.reset();
    if (view.queue !== undefined) {
      queue.set({ state: "waiting" }, view.queue.waiting);
      queue.set({ state: "running" }, view.queue.running);
      oldest.set(view.queue.oldestWaitingSeconds ?? 0);
    }
    if (view.workers !== undefined) workers.set(view.workers.length);
  };
}
