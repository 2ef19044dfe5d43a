import { expect, it } from "vitest";
import { programEnvironment } from "./programEnvironment";

it("a program gets what it wants to find its way, and its own", () => {
  const ours = { PATH: "/bin", HOME: "/home/ada", LC_ALL: "C", lang: "x", Path: "C:\\bin", TMPDIR: undefined };
  const secret = {
    OPENAI_API_KEY: "sk-x",
    PATCHBAY_SECRET: "x",
    DATABASE_URL: "x",
    HTTPS_PROXY: "http://a:b@c",
    LC_x: "x",
  };
  expect(programEnvironment({ ...ours, ...secret }, { TOKEN: "mine", HOME: "/elsewhere" })).toEqual({
    ...{ PATH: "/bin", HOME: "/elsewhere", LC_ALL: "C", lang: "x", Path: "C:\\bin", TOKEN: "mine" },
  });
});
