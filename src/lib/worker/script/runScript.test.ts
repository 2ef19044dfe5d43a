import { afterEach, describe, expect, it } from "vitest";
import { isAppError } from "@/types/errors";
import type { Value } from "@/types/run";
import { runScript } from "./runScript";

async function run(code: string, value: Value = null, inputs: Record<string, Value> = { value }) {
  for await (const result of runScript({ code, given: [value, inputs], workMs: 150 })) return result;
  throw new Error("nothing came");
}

async function answerOf(code: string, value?: Value, inputs?: Record<string, Value>): Promise<Value> {
  return (await run(code, value, inputs)).value;
}

async function failureOf(code: string, value?: Value): Promise<{ code: string; message: string; column?: unknown }> {
  try {
    await run(code, value);
  } catch (error) {
    if (isAppError(error)) return { code: error.code, message: error.message, ...error.facts };
    throw error;
  }
  throw new Error("it did not fail");
}

describe("how code may be written", () => {
  it.each([
    ["(value) => value + 1"],
    ["(value, inputs) => inputs.value + 1;"],
    ["function (value) { return value + 1 }"],
    ["function add(value) { return value + 1; };"],
    ["const one = 1;\n(value) => value + one"],
    ["return value + 1"],
    ["const one = 1; // a body\nreturn inputs.value + one"],
    ["async (value) => (await value) + 1"],
    ["(value) => value + 1 // ends with a comment"],
  ])("%s", async (code) => {
    expect(await answerOf(code, 1)).toBe(2);
  });

  it("is told where it is no function", async () => {
    for (const code of ["1 + 1", "", "({})", "value.name"]) {
      expect((await failureOf(code)).message).toContain("has to be a function");
    }
  });
});

describe("errors", () => {
  it.each([
    ["(value) => {\n  return value.x.y;\n}", 2, 17],
    ["const a = 1;\nreturn value.x.y", 2, 15],
    ["return value.x.y", 1, 15],
    ["(value) => {\n  const x = ;\n}", 2, 13],
    ["(value) => {\n  throw new RangeError('no')\n}", 2, 23],
    ["return 1 +", 1, 11],
  ])("of %j stand at their line and column", async (code, line, column) => {
    const failure = await failureOf(code, {});
    expect(failure).toMatchObject({ code: "invalid_request", line });
    expect(failure.column).toBe(column);
    expect(failure.message).toContain(`line ${line}, column ${failure.column}`);
  });

  it("are told whatever is thrown", async () => {
    expect((await failureOf("() => { throw 'so' }")).message).toBe("The code failed: so.");
    expect((await failureOf("() => { throw { a: 1 } }")).message).toContain('{"a":1}');
    expect((await failureOf("async () => { throw new Error('late') }")).message).toContain("Error: late");
    expect((await failureOf("() => { throw { toString() { throw 1 }, toJSON() { throw 2 } } }")).code).toBeDefined();
  });

  it("are told of values that JSON has no word for", async () => {
    expect((await failureOf("() => {}")).message).toContain("gave nothing");
    expect((await failureOf("() => () => 1")).message).toContain("gave nothing");
    expect((await failureOf("() => { const a = []; a.push(a); return a }")).message).toContain("circular");
    expect((await failureOf("() => 1n")).message).toContain("TypeError");
    expect((await failureOf("() => new Promise(() => {})")).message).toContain("never comes");
  });
});

describe("the same input gives the same result", () => {
  it.each(["Date.now()", "new Date()", "Date()", "Math.random()", "new (class extends Date {})()"])(
    "%s is refused in clear words",
    async (what) => {
      expect((await failureOf(`() => String(${what})`)).message).toContain("is not there in this code");
    },
  );

  it.each(["fetch", "process", "require", "setTimeout", "performance", "WebAssembly", "navigator"])(
    "there is no %s",
    async (name) => {
      expect(await answerOf(`() => typeof ${name}`)).toBe("undefined");
    },
  );

  describe("in every zone of time", () => {
    const zone = process.env.TZ;
    afterEach(() => {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    });

    it.each(["Asia/Seoul", "America/New_York", "UTC"])("as in %s", async (name) => {
      process.env.TZ = name;
      const code = `() => [
        new Date("2024-06-01 10:00"), new Date("2024-06-01T10:00:00"), new Date(2024, 5, 1, 10), new Date("Jun 1, 2024 10:00"),
        new Date("2024-06-01T12:00:00+02:00"), new Date(new Date("2024-06-01T10:00:00Z")), new Date(1717236000000),
      ].map((date) => date.toISOString())`;
      expect(new Set((await answerOf(code)) as string[])).toEqual(new Set(["2024-06-01T10:00:00.000Z"]));
      const parts = `() => { const d = new Date("2024-06-01"); return [d.getHours(), d.getDate(), d.getTimezoneOffset(), d.toLocaleDateString()] }`;
      expect(await answerOf(parts)).toEqual([0, 1, 0, "2024-06-01"]);
    });
  });

  it("nothing is left of the one before", async () => {
    await run("() => { globalThis.left = 1; Array.prototype.map = () => 'mine'; return 1 }");
    expect(await answerOf("() => [typeof left, [1].map((one) => one)]")).toEqual(["undefined", [1]]);
  });
});

it("tells what the console was told, the first lines of it", async () => {
  const { told } = await run("() => { console.log('a', { b: 1 }, undefined); return 1 }");
  expect(told).toEqual(['a {"b":1} undefined']);
  const many = await run("() => { for (let i = 0; i < 1000; i++) console.log('x'.repeat(1000)); return 1 }");
  expect(many.told).toHaveLength(21);
  expect(many.told[0]).toHaveLength(500);
});

it("takes and gives large values whole", async () => {
  const rows = Array.from({ length: 20_000 }, (_, id) => ({ id, name: `Name ${id} 한글` }));
  expect(await answerOf("(rows) => rows.filter((row) => row.id % 2 === 0).length", rows)).toBe(10_000);
});

const hostile: [string, string][] = [
  ["a loop without end", "() => { while (true) {} }"],
  ["a loop in the lines around it", "while (true) {}"],
  ["a promise without end", "async () => { while (true) await 1 }"],
  ["a generator without end", "() => [...(function* () { while (true) yield 1 })()]"],
  ["a list without end", "() => { const a = []; while (true) a.push('x' + a.length) }"],
  ["buffers without end", "() => { const a = []; while (true) a.push(new ArrayBuffer(1e6)) }"],
  ["one large buffer", "() => new ArrayBuffer(4e9)"],
  ["a text that doubles", "() => { let s = 'abc'; while (true) s += s }"],
  ["a text as long as can be", "() => 'x'.repeat(2 ** 30 - 1)"],
  ["padding", "() => 'x'.padEnd(1e9)"],
  ["a text that grows as it is replaced", "() => { let s = 'aa'; for (;;) s = s.replace(/a/g, 'aaaa') }"],
  ["calls within calls", "() => { const f = () => f() + 1; return f() }"],
  ["a getter that calls itself", "() => { const o = { get a() { return this.a } }; return o.a }"],
  ["toJSON that calls itself", "() => { const o = { toJSON: () => JSON.stringify(o) }; return o }"],
  ["objects within objects", "() => { let o = {}; for (let i = 0; i < 1e6; i++) o = { o }; return o }"],
  ["brackets within brackets", "(".repeat(20_000)],
  ["lists within lists", `() => ${"[".repeat(20_000)}`],
  ["a JSON text of brackets", "() => JSON.parse('['.repeat(1e6))"],
  ["a pattern that backtracks", "() => /^(a+)+$/.test('a'.repeat(50) + 'b')"],
  ["a pattern of patterns", "() => new RegExp('(' .repeat(1e5))"],
  [
    "sorting by a whim",
    "() => { const a = Array.from({ length: 1e6 }, (_, i) => i); for (;;) a.sort((x, y) => (x * 7919) % 13 - (y * 31) % 7) }",
  ],
  ["a list of a large length", "() => { const a = []; a.length = 2 ** 32 - 1; return a.fill(0) }"],
  ["a proxy of proxies", "() => { let p = {}; for (let i = 0; i < 1e5; i++) p = new Proxy(p, {}); return p.x }"],
  ["numbers without end", "() => { let n = 3n; for (;;) n = n * n }"],
  [
    "changing what all objects have",
    "() => { Object.prototype.toJSON = () => { throw new Error('mine') }; return {} }",
  ],
  ["an error with a text without end", "() => { throw { toString: () => { for (;;); } } }"],
  ["code that writes code", "() => { for (;;) new Function('return ' + Math.max(1, 2))() }"],
  ["memory in a shared buffer", "() => Atomics.wait(new Int32Array(new SharedArrayBuffer(8)), 0, 0)"],
];

it.each(hostile)("ends %s within its limits, and the next script runs", async (_, code) => {
  const failure = await failureOf(code);
  expect(["too_large", "invalid_request"]).toContain(failure.code);
  expect(failure.message.length).toBeLessThan(1000);
  expect(await answerOf("(value) => value * 2", 21)).toBe(42);
});

it("leaves what other programs have alone", async () => {
  await run('() => { Object.prototype.polluted = 1; return JSON.parse(\'{"__proto__":{"polluted":1}}\') }');
  expect(({} as { polluted?: number }).polluted).toBeUndefined();
});
