import { expect, it } from "vitest";
import { noUsage } from "@/types/llm";
import type { Payer } from "@/types/providers";
import { createMetrics, type MetricSources } from "./promMetrics";

const payer: Payer = { kind: "account", id: "acc-secret", provider: "openai-auth", name: "ada@example.com" };
const sources: MetricSources = {
  places: () => [
    { payer, of: "calls", running: 3, waiting: 2 },
    { payer: { ...payer, id: "another" }, of: "calls", running: 1, waiting: 0 },
  ],
  health: async () => ({}),
};

it("gives what was measured in the text of Prometheus, under the names of OpenTelemetry, without an id or a name", async () => {
  const { note, read } = createMetrics(sources);
  note({ of: "request", method: "GET", route: "/api/runs/:id", status: 200, seconds: 0.02 });
  note({ of: "call", operation: "chat", provider: "openai", model: "gpt-5.5", seconds: 3 });
  note({ of: "call", operation: "image", provider: "openai", model: "gpt-image-2", seconds: 3, error: "rate_limited" });
  note({ of: "tokens", provider: "openai", model: "gpt-5.5", usage: { ...noUsage, inputTokens: 70, outputTokens: 5 } });
  for (const isHit of [true, false, false]) note({ of: "lookup", isHit });
  note({ of: "run-begin" });
  note({ of: "run-begin" });
  note({ of: "run", status: "completed", seconds: 9 });
  const lines = (await read()).split("\n");
  expect(lines).toEqual(
    expect.arrayContaining([
      "# TYPE http_server_request_duration_seconds histogram",
      'http_server_request_duration_seconds_count{http_request_method="GET",http_route="/api/runs/:id",http_response_status_code="200"} 1',
      'gen_ai_client_operation_duration_seconds_sum{gen_ai_operation_name="chat",gen_ai_provider_name="openai",gen_ai_request_model="gpt-5.5",error_type=""} 3',
      'gen_ai_client_operation_duration_seconds_count{gen_ai_operation_name="image",gen_ai_provider_name="openai",gen_ai_request_model="gpt-image-2",error_type="rate_limited"} 1',
      'gen_ai_client_token_usage_sum{gen_ai_provider_name="openai",gen_ai_request_model="gpt-5.5",gen_ai_token_type="input"} 70',
      'gen_ai_client_token_usage_sum{gen_ai_provider_name="openai",gen_ai_request_model="gpt-5.5",gen_ai_token_type="output"} 5',
      'patchbay_cache_lookups_total{result="hit"} 1',
      'patchbay_cache_lookups_total{result="miss"} 2',
      "patchbay_runs_active 1",
      'patchbay_run_duration_seconds_sum{status="completed"} 9',
      'patchbay_gate_calls{provider="openai-auth",operation="calls",state="running"} 4',
      'patchbay_gate_calls{provider="openai-auth",operation="calls",state="waiting"} 2',
    ]),
  );
  const text = lines.join("\n");
  expect(text).toMatch(/^nodejs_eventloop_lag_seconds /m);
  expect(text).not.toMatch(/acc-secret|ada@example|db_client|patchbay_queue/);
});

it("tells of a database what is true now, and nothing old while it is away", async () => {
  let isAway = false;
  const { read } = createMetrics({
    ...sources,
    connections: () => ({ used: 4, idle: 1, waiting: 7 }),
    health: async () =>
      isAway
        ? { database: { status: "away" } }
        : {
            database: { status: "ok", latencyMs: 1 },
            queue: { waiting: 5, running: 8, oldestWaitingSeconds: 2.5 },
            workers: [{ id: "w", runs: 8, capacity: 8, lastSeenAt: "2026-11-29T12:00:00.000Z" }],
          },
  });
  const values = async () =>
    (await read()).split("\n").filter((line) => /^(db_client|patchbay_(database|queue|workers))/.test(line));
  const pool = [
    'db_client_connection_count{db_client_connection_state="used"} 4',
    'db_client_connection_count{db_client_connection_state="idle"} 1',
    "db_client_connection_pending_requests 7",
  ];
  const queue = [
    'patchbay_queue_runs{state="waiting"} 5',
    'patchbay_queue_runs{state="running"} 8',
    "patchbay_queue_oldest_waiting_seconds 2.5",
    "patchbay_workers 1",
  ];
  expect(await values()).toEqual([...pool, "patchbay_database_up 1", ...queue]);
  isAway = true;
  expect(await values()).toEqual([...pool, "patchbay_database_up 0"]);
  isAway = false;
  expect(await values()).toEqual([...pool, "patchbay_database_up 1", ...queue]);
});

it("has no more series however many models people name", async () => {
  const { note, read } = createMetrics(sources);
  for (let n = 0; n < 300; n++) note({ of: "call", operation: "chat", provider: "openai", model: `m${n}`, seconds: 1 });
  const text = await read();
  const series = text.split("\n").filter((line) => line.startsWith("gen_ai_client_operation_duration_seconds_count"));
  expect(series).toHaveLength(201);
  expect(series.at(-1)).toMatch(/gen_ai_request_model="other".* 100$/);
});
