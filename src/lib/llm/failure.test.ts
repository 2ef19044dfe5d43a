import { describe, expect, it } from "vitest";
import {
  isBlockPage,
  type Refusal,
  tooLargeForMinute,
  toWrongAddress,
  upstreamError,
  withPartialText,
} from "./failure";
import { toNetworkFailure } from "./networkFailure";

const asked = { upstream: "ChatGPT", model: "gpt" };
const refusal = (status: number, more: Partial<Refusal> = {}): Refusal => ({
  url: "https://api.example.com/v1/responses",
  status,
  headers: new Headers(),
  body: undefined,
  isHtml: false,
  ...more,
});

describe("a page in the place of an answer", () => {
  it.each([
    ["a challenge", refusal(503, { headers: new Headers({ "cf-mitigated": "challenge" }) }), true],
    ["another mitigation", refusal(403, { headers: new Headers({ "cf-mitigated": "other" }) }), false],
    ["a page that refuses", refusal(403, { isHtml: true }), true],
    ["a page that succeeds", refusal(200, { isHtml: true }), true],
    ["a page of another place", refusal(300, { isHtml: true }), false],
    ["an outage", refusal(502, { isHtml: true }), false],
    ["a refusal in JSON", refusal(403), false],
  ])("%s: it was stopped on the way: %#", (_, page, isBlocked) => {
    expect(isBlockPage(page)).toBe(isBlocked);
  });
});

describe("an address with nothing there", () => {
  it.each([
    "Not Found",
    "404: Page not found!",
    "404 page not found",
    "Cannot POST /v1/x",
    "Invalid URL (POST /x)",
    "Unknown request URL",
    "Method Not Allowed",
    "no Route matched",
    "No resource found",
    "The requested URL was an unknown endpoint",
  ])("says %j", (words) => {
    const error = toWrongAddress(refusal(404), words, asked);
    expect(error).toMatchObject({
      code: "upstream_rejected",
      message: `There is nothing at https://api.example.com/v1/responses that answers calls to ChatGPT. Check the base URL. ChatGPT says: "${words}"`,
      facts: {
        upstreamStatus: 404,
        url: "https://api.example.com/v1/responses",
        action: "add_key",
        upstreamMessage: words,
      },
    });
  });

  it("says nothing, or is any page", () => {
    expect(toWrongAddress(refusal(405), undefined, asked)?.message).toMatch(/Check the base URL\.$/);
    expect(toWrongAddress(refusal(404, { isHtml: true }), "Welcome", asked)?.code).toBe("upstream_rejected");
  });

  it.each([
    [404, "The model `x` was not found"],
    [404, "No such model"],
    [400, "Not found"],
    [500, undefined],
  ])("is not what %i with %j means", (status, words) => {
    expect(toWrongAddress(refusal(status), words, asked)).toBeUndefined();
  });
});

describe("the error of an upstream", () => {
  it("is in our words, then its own without secrets, both kept apart", () => {
    const error = upstreamError("content_rejected", asked, {
      words: "No: sk-proj-0123456789abcdefghijABCDEFGHIJ",
      hint: 1,
    });
    expect(error.message).toBe(
      'ChatGPT declined to answer this prompt. Change the prompt and try again. ChatGPT says: "No: [key]"',
    );
    expect(error.facts).toEqual({ hint: 1, asked, upstreamMessage: "No: [key]" });
    expect(upstreamError("content_rejected", asked, { words: "x".repeat(600) }).facts.upstreamMessage).toHaveLength(
      500,
    );
  });

  it.each([undefined, ""])("is ours alone where nothing was said: %j", (words) => {
    const error = upstreamError("timeout", asked, { words }, "why");
    expect(error).toMatchObject({
      message: "ChatGPT was silent for too long, so the call was given up.",
      cause: "why",
    });
    expect(error.facts).toEqual({ asked });
  });

  it.each([
    ["auth_required", "ChatGPT refused the API key. Check the key, or enter another one."],
    ["reauth_required", "ChatGPT no longer accepts this sign-in. Sign in again."],
    ["plan_use_off", "The plan of this account does not include this use of ChatGPT."],
    ["model_not_available", 'ChatGPT does not offer the model "gpt" here. Choose another model.'],
    ["unsupported_option", 'ChatGPT does not take one of the settings with "gpt".'],
    ["usage_limit_reached", "The usage limit of ChatGPT is reached."],
    ["rate_limited", "ChatGPT asks for a pause: too many requests in a short time."],
    ["upstream_rejected", "ChatGPT refused the request."],
    ["upstream_unavailable", "ChatGPT cannot be used right now. Try again in a moment."],
    ["upstream_interrupted", "The answer of ChatGPT broke off before its end."],
  ] as const)("%s names who was asked", (code, message) => {
    expect(upstreamError(code, asked).message).toBe(message);
  });

  it.each([
    ["egress_blocked", /^ChatGPT turned this computer's network away .* try from another network\.$/],
    ["context_too_long", /^The prompt is longer than "gpt" can read\. Shorten it/],
  ] as const)("%s says what to do", (code, words) => {
    expect(upstreamError(code, asked).message).toMatch(words);
  });

  it("of a request larger than a minute allows asks for a shorter one, and for no other try", () => {
    const { error, ...rest } = tooLargeForMinute(asked, { words: "Limit 10" });
    expect(rest).toEqual({});
    expect(error).toMatchObject({
      code: "rate_limited",
      facts: { action: "edit_input", upstreamMessage: "Limit 10" },
      message: expect.stringMatching(/^The request is larger than all that ChatGPT lets this key send in a minute/),
    });
  });

  it("keeps what was received before it", () => {
    const error = upstreamError("timeout", asked, { hint: 1 }, "why");
    expect(withPartialText(error, "half")).toMatchObject({
      code: "timeout",
      message: error.message,
      facts: { hint: 1, partialText: "half" },
      cause: "why",
    });
  });
});

describe("a failure of the network", () => {
  const failed = (cause?: unknown, message = "fetch failed") => new TypeError(message, { cause });
  const withCode = (code: unknown) => Object.assign(new Error("x"), { code });

  it("before an answer is tried again as the server's, and says where to look", () => {
    const error = failed(withCode("ECONNREFUSED"));
    expect(toNetworkFailure(error, asked, false)).toMatchObject({
      retry: "server",
      error: {
        code: "upstream_unavailable",
        facts: { networkCode: "ECONNREFUSED" },
        cause: error,
        message: "ChatGPT could not be reached. Check the network connection of this computer, and its proxy settings.",
      },
    });
    expect(toNetworkFailure(withCode("ENOTFOUND"), asked, false)?.error.facts.networkCode).toBe("ENOTFOUND");
  });

  it("after an answer began is tried again as a cut stream", () => {
    const cut = toNetworkFailure(failed(undefined, "terminated"), asked, true);
    expect(cut).toMatchObject({ retry: "stream", error: { code: "upstream_interrupted" } });
    expect(toNetworkFailure(failed(withCode("ECONNRESET"), "terminated"), asked, true)?.retry).toBe("stream");
  });

  it.each(["UND_ERR_HEADERS_TIMEOUT", "UND_ERR_BODY_TIMEOUT"])("of silence (%s) is final", (code) => {
    const silent = toNetworkFailure(failed(withCode(code)), asked, true);
    expect(silent?.error).toMatchObject({ code: "timeout", facts: { networkCode: code } });
    expect(silent?.retry).toBeUndefined();
  });

  it.each([
    ["a bug", new TypeError("x is not a function")],
    ["another error", new Error("terminated")],
    ["an error whose code is a number", withCode(7)],
    ["no error at all", { code: "ECONNRESET" }],
  ])("is not what %s is", (_, error) => {
    expect(toNetworkFailure(error, asked, false)).toBeUndefined();
  });
});
