import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { speak } from "@/components/language/translate";
import { AppError } from "@/types/errors";
import { ErrorNote, messageOf, sentenceOf, titleOf, toShownError } from "./ErrorNote";

afterEach(cleanup);

describe("the heading of a failure", () => {
  it("tells a server of ours that is away from a provider that is", () => {
    const code = "upstream_unavailable";
    expect(titleOf({ code })).toBe("The provider is not available");
    expect(titleOf({ code, details: { offline: true } })).toBe("Patchbay is not answering");
  });

  it("is the general one for a code that only a newer server knows", () => {
    expect(titleOf({ code: "from_tomorrow" })).toBe(titleOf({ code: "internal" }));
  });
});

describe("the sentence of a failure", () => {
  it("is the server's alone in English, and in another language one of its own with the time until which to wait", async () => {
    const limited = { code: "rate_limited", details: { until: new Date(2030, 0, 2, 14, 5).toISOString() } };
    expect(sentenceOf(limited)).toBe("");
    const asked = { upstream: "ChatGPT", model: "gpt-5.5" };
    expect(messageOf({ code: "timeout", message: "Silent.", details: { asked } })).toBe("Silent.");
    await speak("ko");
    expect(sentenceOf(limited)).toMatch(/02:05까지 기다렸다가/);
    expect(sentenceOf({ code: "rate_limited" })).toBe("조금 기다렸다가 다시 시도하세요.");
  });

  it("is another one for a run that cannot be reached and for a full link than for what somebody changed or a provider asks", async () => {
    const unreached = { code: "conflict", message: "Try again.", details: { unreached: true } };
    await speak("ko");
    expect(titleOf({ code: "conflict" })).toBe("그 사이에 다른 곳에서 변경되었습니다");
    expect(titleOf(unreached)).toBe("지금 이 실행에 닿을 수 없습니다");
    const full = { code: "rate_limited", message: "Wait.", details: { linkIsFull: true } };
    expect(titleOf(full)).toBe("지금은 이 링크로 더 보낼 수 없습니다");
    expect(messageOf(full)).toContain("1 GB");
    expect([sentenceOf(unreached), messageOf(unreached)]).toEqual(["", expect.stringContaining("다시 시도하세요")]);
  });

  it("is missing where a code does not say enough, or is not known, or Patchbay itself is away", async () => {
    await speak("ko");
    expect(sentenceOf({ code: "invalid_request" })).toBe("");
    expect(sentenceOf({ code: "from_tomorrow" })).toBe("");
    expect(sentenceOf({ code: "upstream_unavailable", details: { offline: true } })).toBe("");
  });
});

describe("the words of a failure", () => {
  const message = 'ChatGPT refused the request. ChatGPT says: "No."';
  const details = { asked: { upstream: "ChatGPT", model: "gpt-5.5" }, upstreamMessage: "No." };

  it("are the server's where it says more than its facts tell", async () => {
    await speak("ko");
    expect(messageOf({ code: "upstream_rejected", message, details: { upstreamMessage: "No." } })).toBe(message);
  });

  it("are said in another language where facts tell all, with what was said upstream as it was", async () => {
    await speak("ko");
    expect(messageOf({ code: "upstream_rejected", message, details })).toBe(
      "ChatGPT: 요청을 거절했습니다. ChatGPT의 말: “No.”",
    );
    expect(messageOf({ code: "upstream_rejected", message, details: { ...details, items: 1_204 } })).toBe(
      "항목 1,204개가 모두 실패했습니다. 첫 번째 항목: ChatGPT: 요청을 거절했습니다. ChatGPT의 말: “No.”",
    );
    expect(messageOf({ code: "upstream_rejected", message, details: { ...details, items: 1 } })).toMatch(/^ChatGPT: /);
    const away = new AppError("upstream_unavailable", "Patchbay's server does not answer.", { offline: true });
    expect(toShownError(away).message).toMatch(/^Patchbay 서버가 응답하지 않습니다/);
  });

  it("stand below the time until which to wait, which they do not know, in the language of the page", async () => {
    await speak("ko");
    const until = new Date(2030, 0, 2, 14, 5).toISOString();
    const asked = { upstream: "ChatGPT", model: "gpt-5.5" };
    const { rerender } = render(<ErrorNote error={{ code: "rate_limited", message, details: { asked, until } }} />);
    expect(screen.getByText(/02:05까지 기다렸다가/)).toBeTruthy();
    expect(screen.getByText(/요청이 너무 많아/).closest("[lang]")).toBeNull();
    rerender(<ErrorNote error={{ code: "rate_limited", message, details: { asked } }} />);
    expect(screen.queryByText(/기다렸다가/)).toBeNull();
    rerender(<ErrorNote error={{ code: "rate_limited", message, details: { until } }} />);
    expect(screen.getByText(message).getAttribute("lang")).toBe("en");
  });
});
