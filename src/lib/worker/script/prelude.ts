/**
 * What a script finds beside the language, run before it: `console` tells its words, the clock and chance refuse, and
 * times are in UTC, so that the same input gives the same result everywhere. It gives what runs the script's function
 * and what reads its errors, both of parts that no script has changed yet.
 */
export const prelude = `((tell) => {
  const { stringify, parse: parseJson } = JSON;
  const text = String;
  const Failure = Error;
  const Later = Promise;
  const then = Promise.prototype.then;
  const Native = Date;
  const prototype = Native.prototype;
  const { construct } = Reflect;
  const { valueOf } = prototype;
  const refuse = (what) => {
    throw new Failure(what + " is not there in this code, so that the same input gives the same result. Bring it in as a value.");
  };
  const toWords = (value) => {
    if (typeof value === "string") return value;
    try { return stringify(value) ?? String(value); } catch { return String(value); }
  };
  const log = (...values) => tell(values.map(toWords).join(" "));
  globalThis.console = { log, info: log, warn: log, error: log, debug: log };
  Math.random = () => refuse("Chance");

  const offsetOf = prototype.getTimezoneOffset;
  const zoned = /(?:Z|GMT|UTC?|[+-]\\d\\d:?\\d\\d(?:\\s*\\([^)]*\\))?)\\s*$/i;
  const local = (text) => Native.parse(text) - offsetOf.call(new Native(Native.parse(text))) * 60000;
  const parse = (text) => {
    const written = String(text);
    return zoned.test(written) || /^[+-]?\\d{4,6}(-\\d\\d){0,2}$/.test(written.trim()) ? Native.parse(written) : local(written);
  };
  const toTime = (parts) => {
    if (parts.length > 1) return Native.UTC(...parts);
    const [only] = parts;
    return only instanceof Native ? valueOf.call(only) : typeof only === "string" ? parse(only) : only;
  };
  function Timed(...parts) {
    if (new.target === undefined || parts.length === 0) refuse("The time of day");
    return construct(Native, [toTime(parts)], new.target);
  }
  Object.defineProperties(Timed, {
    name: { value: "Date" },
    length: { value: 7 },
    prototype: { value: prototype },
    UTC: { value: Native.UTC },
    parse: { value: parse },
    now: { value: () => refuse("The time of day") },
  });
  for (const name of Object.getOwnPropertyNames(prototype)) {
    const utc = name.replace(/^([gs]et)UTC/, "$1");
    if (utc !== name) prototype[utc] = prototype[name];
  }
  prototype.getYear = function () { return this.getUTCFullYear() - 1900; };
  prototype.getTimezoneOffset = () => 0;
  prototype.toString = prototype.toUTCString;
  prototype.toDateString = prototype.toLocaleDateString = function () { return this.toISOString().slice(0, 10); };
  prototype.toTimeString = prototype.toLocaleTimeString = function () { return this.toISOString().slice(11, 19); };
  prototype.toLocaleString = function () { return this.toISOString().slice(0, 19).replace("T", " "); };
  Object.defineProperty(prototype, "constructor", { value: Timed, writable: true, configurable: true });
  globalThis.Date = Timed;
  delete globalThis.performance;

  const call = (script, given) => {
    const answer = script(...parseJson(given));
    return answer instanceof Later ? then.call(answer, (value) => stringify(value)) : stringify(answer);
  };
  const explain = (error) => {
    if (!(error instanceof Failure)) return stringify([toWords(error).slice(0, 500), ""]);
    return stringify([text(error).slice(0, 500), text(error.stack).slice(0, 5000)]);
  };
  return { call, explain };
})`;
