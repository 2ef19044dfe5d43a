import { callApi, connectAccount } from "../support/api";
import { sketchDocument } from "../support/graph";
import { postcard } from "./sketches";
import { setStudio } from "./studio";

const picture = setStudio();

const settings = {
  description: "Writes the text of a postcard, in the voice you choose.",
  inputs: {
    place: { title: "Where are you?", default: "a small town by the sea" },
    voice: { title: "In which voice?", kind: "choice", options: ["warm", "dry", "formal"], default: "warm" },
    moments: { title: "What happened?", hint: "A line for each thing that should be in it.", required: false },
  },
};

const addPostcard = (app: Parameters<typeof callApi>[0]) =>
  callApi<{ id: string }>(app, "POST", "/api/workflows", { ...sketchDocument(postcard), id: "postcard", settings });

picture(
  "run-page",
  async ({ app, page }) => {
    await connectAccount(app, "ada", { name: "Work" });
    const { id } = await addPostcard(app);
    await page.goto(`${app.url}/run/${id}`);
    await page.getByRole("textbox", { name: "What happened?" }).fill("We saw a seal\nThe ferry was late");
    await page.getByRole("button", { name: "Run", exact: true }).click();
    await page.getByRole("button", { name: "Run again with changes" }).waitFor();
    await page.getByRole("article").getByRole("paragraph").first().waitFor();
    await page.getByRole("region", { name: "Earlier runs" }).getByText("Completed").waitFor();
  },
  { themes: ["dark", "light"], width: 1200, height: 820 },
);

picture(
  "offer",
  async ({ app, page }) => {
    const { id } = await addPostcard(app);
    await page.goto(`${app.url}/?workflow=${id}`);
    await page.getByRole("button", { name: "Workflow menu" }).click();
    await page.getByRole("menuitem", { name: "Offer this workflow…" }).click();
    // The lists of kinds come a moment later.
    await page.getByRole("dialog").getByRole("combobox").first().waitFor();
  },
  { height: 1000 },
);
