import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { accountView, authStatus, failure, type SeenRequest, stopServing } from "@/components/testServer";
import { asked, openDialog, pending, startAnswer, starts } from "./testDialog";

const poll = { timeout: 4_000 };

afterEach(async () => {
  cleanup();
  sessionStorage.clear();
  await stopServing();
});

describe("the sign-in dialog", () => {
  it("offers every way at once, all of one attempt", async () => {
    const { seen } = openDialog();
    const recommended = await screen.findByRole("link", { name: "Continue with ChatGPT" });
    expect(recommended.getAttribute("href")).toBe("https://auth.example.com/siwc/authorize");
    expect(recommended.getAttribute("target")).toBe("_blank");
    expect(recommended.getAttribute("rel")).toContain("noopener");
    const workspace = screen.getByRole("link", { name: "Use a Business, Enterprise or Edu plan" });
    expect(workspace.getAttribute("href")).toBe("https://auth.example.com/codex/authorize");
    expect(await screen.findByText("ABCD-12345")).toBeTruthy();
    expect(screen.getByText("auth.example.com/codex/device")).toBeTruthy();
    expect(screen.getByLabelText("Address of the page after sign-in")).toBeTruthy();
    expect(screen.getByText(/Listening on port 1455 for your return\. (10:00|9:5\d) left/)).toBeTruthy();
    const paths = asked(seen, "/api/auth/openai/start").map(({ path }) => path);
    expect(paths).toHaveLength(2);
    expect(paths[0]).toContain("route=codex");
    expect(paths[1]).toContain("route=siwc");
    expect(paths[1]).toContain("attempt=attempt-1");
    expect(asked(seen, "/api/auth/openai/device").map(({ body }) => body)).toEqual([{ attempt: "attempt-1" }]);
  });

  it("goes on with the attempt that was under way before a reload, and shows the same code", async () => {
    const status = authStatus({
      pending: [
        pending(),
        pending({
          state: "device-0",
          method: "device",
          userCode: "WXYZ-99999",
          verificationUrl: "https://auth.example.com/codex/device",
        }),
      ],
    });
    const { seen } = openDialog({}, { status });
    expect(await screen.findByText("WXYZ-99999")).toBeTruthy();
    await screen.findByRole("link", { name: "Continue with ChatGPT" });
    expect(asked(seen, "/api/auth/openai/device")).toHaveLength(0);
    expect(asked(seen, "/api/auth/openai/start").map(({ path }) => path)).toEqual([
      "/api/auth/openai/start?route=codex&attempt=attempt-1",
      "/api/auth/openai/start?route=siwc&attempt=attempt-1",
    ]);
  });

  it("says what to do when the port of one way is taken, while the other is heard, and looks again", async () => {
    const { seen } = openDialog({
      "GET /api/auth/openai/start": ({ path }: SeenRequest) =>
        path.includes("route=siwc")
          ? startAnswer("siwc", { redirectUri: "http://127.0.0.1:40123/auth/callback" })
          : startAnswer("codex", { listener: "busy" }),
    });
    expect(await screen.findByText(/Port 1455 is in use by another program/)).toBeTruthy();
    expect(await screen.findByText(/Listening on port 40123 for your return/)).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Look again" }));
    await waitFor(() => expect(asked(seen, "route=codex", "/api/auth/openai/start")).toHaveLength(2));
  });

  it("points to the code when the browser is on another computer", async () => {
    openDialog({ "GET /api/auth/openai/start": starts({ listener: "remote" }) });
    expect(await screen.findByText(/runs on another computer than this browser.*Use a code/)).toBeTruthy();
  });

  it("turns by itself when any way ends well, and says who is connected", async () => {
    const { server, onClose } = openDialog();
    await screen.findByText("ABCD-12345");
    server.status = authStatus({
      connected: true,
      accounts: [accountView()],
      pending: [
        pending({ status: "done", accountId: "acc_1" }),
        pending({ state: "device-1", method: "device", status: "done", accountId: "acc_1" }),
      ],
    });
    expect(await screen.findByText("You are connected", {}, poll)).toBeTruthy();
    expect(screen.getByText(/Plus · a••@example.com/)).toBeTruthy();
    expect(screen.queryByText("ABCD-12345")).toBeNull();
    screen.getByRole("button", { name: "Done" }).click();
    expect(onClose).toHaveBeenCalled();
  });

  it("shows a denial in place of its own button; the other ways stay, and it can be tried again", async () => {
    const { server, seen } = openDialog();
    await screen.findByText("ABCD-12345");
    const error = { code: "access_denied", message: "The sign-in was denied on OpenAI's page." };
    server.status = authStatus({ pending: [pending({ status: "failed", error })] });
    expect(await screen.findByText("The sign-in was declined", {}, poll)).toBeTruthy();
    expect(screen.getByText(error.message)).toBeTruthy();
    expect(screen.getByRole("link", { name: "Continue with ChatGPT" })).toBeTruthy();
    expect(screen.getByText("ABCD-12345")).toBeTruthy();
    screen.getByRole("button", { name: "Try again" }).click();
    expect(await screen.findByRole("link", { name: "Use a Business, Enterprise or Edu plan" })).toBeTruthy();
    expect(asked(seen, "/api/auth/openai/start")).toHaveLength(3);
  });

  it("shows a blocked network where the button was, with the server's advice", async () => {
    const advice = "OpenAI refuses requests from this server's network address. Try another network or a proxy.";
    openDialog({
      "GET /api/auth/openai/start": (request: SeenRequest) =>
        request.path.includes("route=siwc") ? failure(502, "egress_blocked", advice) : starts()(request),
    });
    expect(await screen.findByText("The network blocked the call")).toBeTruthy();
    expect(screen.getByText(advice)).toBeTruthy();
    expect(screen.getByRole("link", { name: "Use a Business, Enterprise or Edu plan" })).toBeTruthy();
  });

  it("says which setting device codes need, and that the browser needs none", async () => {
    openDialog({
      "POST /api/auth/openai/device": () => failure(400, "device_disabled", "Device codes are switched off."),
    });
    const card = await screen.findByRole("region", { name: "On another device" });
    expect(await within(card).findByText(/Settings → Security → Device code/)).toBeTruthy();
    expect(within(card).getByText(/Signing in with your browser needs no setting/)).toBeTruthy();
    expect(within(card).getByRole("button", { name: "New code" })).toBeTruthy();
  });

  it("listens again after the server was away", async () => {
    const { server, seen } = openDialog();
    await screen.findByText("ABCD-12345");
    server.isAway = true;
    expect(await screen.findByText(/server does not answer/, {}, poll)).toBeTruthy();
    server.isAway = false;
    await waitFor(() => expect(asked(seen, "/api/auth/openai/start")).toHaveLength(4), { timeout: 6_000 });
    expect(await screen.findByText(/Listening on port 1455/)).toBeTruthy();
  }, 15_000);

  it("finishes with a pasted address, and keeps the address when it was refused", async () => {
    let refuse = true;
    const { seen } = openDialog({
      "POST /api/auth/openai/exchange": () =>
        refuse
          ? failure(400, "state_mismatch", "This address belongs to another sign-in.")
          : { account: accountView({ name: "Work" }) },
    });
    const field = await screen.findByLabelText("Address of the page after sign-in");
    fireEvent.change(field, { target: { value: " http://localhost:1455/auth/callback?code=c&state=s " } });
    screen.getByRole("button", { name: "Finish" }).click();
    expect(await screen.findByText("This address belongs to another sign-in.")).toBeTruthy();
    refuse = false;
    await waitFor(() => expect(screen.getByRole("button", { name: "Finish" }).hasAttribute("disabled")).toBe(false));
    screen.getByRole("button", { name: "Finish" }).click();
    expect(await screen.findByText("You are connected")).toBeTruthy();
    expect(seen.findLast(({ path }) => path.endsWith("/exchange"))?.body).toEqual({
      url: "http://localhost:1455/auth/callback?code=c&state=s",
    });
  });

  it("registers another account on request", async () => {
    const { seen } = openDialog();
    // A start that names no new registration goes on with a former account.
    await screen.findByRole("link", { name: "Continue with ChatGPT" });
    fireEvent.click(screen.getByRole("button", { name: "Use another account or workspace" }));
    await waitFor(() => expect(asked(seen, "/api/auth/openai/start").at(-1)?.path).toContain("another=1"));
  });
});

describe("signing in again", () => {
  it("offers only the ways of the account's own route", async () => {
    const status = authStatus({ accounts: [accountView({ route: "siwc", status: "needs_login" })] });
    const { seen } = openDialog({}, { account: "acc_1", status });
    expect(await screen.findByText("Sign in to Personal again")).toBeTruthy();
    await screen.findByRole("link", { name: "Continue with ChatGPT" });
    expect(screen.queryByRole("region", { name: "On another device" })).toBeNull();
    expect(asked(seen, "/api/auth/openai/start").map(({ path }) => path)).toEqual([
      "/api/auth/openai/start?route=siwc&account=acc_1",
    ]);
  });

  it("asks for consent when plan use was off, straight after the sign-in that left it off", async () => {
    const { server, seen } = openDialog();
    await screen.findByRole("link", { name: "Continue with ChatGPT" });
    server.status = authStatus({
      accounts: [accountView({ route: "siwc", planUse: false })],
      pending: [pending({ route: "siwc", status: "done", accountId: "acc_1" })],
    });
    expect(await screen.findByText("Plan use is off", {}, poll)).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Turn on plan use" }));
    expect(await screen.findByText("Turn on plan use for Personal")).toBeTruthy();
    await waitFor(() => {
      const { path } = asked(seen, "/api/auth/openai/start").at(-1) ?? {};
      expect(path).toContain("account=acc_1");
      expect(path).toContain("consent=1");
    });
  });

  it("lets a workspace choose who pays before anything runs", async () => {
    const status = authStatus({
      accounts: [accountView({ plan: "business", mode: "api_key", modes: ["chatgpt", "api_key"] })],
      pending: [pending()],
    });
    const { server, seen } = openDialog({ "PATCH /api/accounts/acc_1": () => accountView() }, { status });
    await screen.findByText("ABCD-12345");
    server.status = { ...status, pending: [pending({ status: "done", accountId: "acc_1" })] };
    const payers = await screen.findByRole("radiogroup", { name: "Who pays" }, poll);
    expect(screen.getByText(/billed per token to the workspace's API credit/)).toBeTruthy();
    fireEvent.click(within(payers).getByRole("radio", { name: "ChatGPT plan" }));
    await waitFor(() => expect(seen.find(({ method }) => method === "PATCH")?.body).toEqual({ mode: "chatgpt" }));
  });
});
