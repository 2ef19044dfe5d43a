import { describe, expect, it } from "vitest";
import { createLog, type LogFormat, type LogLevel } from "./log";

const now = () => new Date("2026-11-29T12:00:00.000Z");

function logged(format: LogFormat, level: LogLevel = "info") {
  const lines: string[] = [];
  return { log: createLog(level, { write: (line) => lines.push(line), now, format }), lines };
}

describe("a line of the log", () => {
  it("is text with facts at its end", () => {
    const { log, lines } = logged("text");
    log.warn("Slow.", { ms: 7 });
    log.info("Plain.");
    expect(lines).toEqual(['2026-11-29T12:00:00.000Z warn Slow. {"ms":7}', "2026-11-29T12:00:00.000Z info Plain."]);
  });

  it("is an object where a program reads it", () => {
    const { log, lines } = logged("json");
    log.error("Broken.", new Error("a bug\nin two lines"), { reference: "r" });
    expect(lines).toHaveLength(1);
    const { error, ...rest } = JSON.parse(lines[0] ?? "");
    expect(rest).toEqual({ time: "2026-11-29T12:00:00.000Z", level: "error", message: "Broken.", reference: "r" });
    expect(error).toContain("a bug\nin two lines");
  });

  it("is left out below the level", () => {
    const { log, lines } = logged("json", "warn");
    log.info("Nothing.");
    log.debug("Nothing.");
    expect(lines).toEqual([]);
  });

  it.each(["text", "json"] as const)("holds no secret as %s, and can still be read", (format) => {
    const { log, lines } = logged(format);
    const secret = `sk-proj-${"a1B2".repeat(8)}`;
    const facts = {
      headers: `Bearer ${secret}`,
      body: `{"refresh_token":"${secret}"}`,
      url: `https://me:${secret}@host/`,
    };
    log.within({ from: secret }, () => log.error(`Said ${secret}`, new Error(`Refused ${secret}`), facts));
    expect(lines.join()).not.toContain(secret);
    expect(lines.join()).toContain("Refused");
    if (format === "json") expect(JSON.parse(lines[0] ?? "")).toMatchObject({ level: "error" });
  });
});

describe("work within the log", () => {
  it("names whose it is in all its lines, also in those that come later, and nobody else's does", async () => {
    const { log, lines } = logged("json");
    const gate = Promise.withResolvers<void>();
    const work = (run: string) =>
      log.within({ run }, async () => {
        await gate.promise;
        log.info("Inside.");
      });
    const both = [work("a"), work("b")];
    log.info("Outside.");
    gate.resolve();
    await Promise.all(both);
    expect(lines.map((line) => JSON.parse(line).run)).toEqual([undefined, "a", "b"]);
  });

  it("keeps what stands around it, and a line may say otherwise", () => {
    const { log, lines } = logged("json");
    log.within({ requestId: "q" }, () =>
      log.within({ run: "r" }, () => {
        log.info("Both.");
        log.info("Other.", { run: "s" });
      }),
    );
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { requestId: "q", run: "r" },
      { requestId: "q", run: "s" },
    ]);
  });
});
