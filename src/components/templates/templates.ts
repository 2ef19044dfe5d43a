import type { Model } from "@/types/providers";
import { brainstormRank } from "./brainstormRank";
import { cleanRows } from "./cleanRows";
import { compareModels } from "./compareModels";
import { describePictures } from "./describePictures";
import { documentsToTable } from "./documentsToTable";
import { draftCritiqueRewrite } from "./draftCritiqueRewrite";
import { evaluation } from "./evaluation";
import { everyRow } from "./everyRow";
import { meetingTasks } from "./meetingTasks";
import { pdfQuestions } from "./pdfQuestions";
import { pictureToFacts } from "./pictureToFacts";
import { productPictures } from "./productPictures";
import { readPage } from "./readPage";
import { reviewReplies } from "./reviewReplies";
import { sortMessages } from "./sortMessages";
import { summariseLong } from "./summariseLong";
import type { TemplateParts, TemplatePayers } from "./templateParts";
import { translateCheck } from "./translateCheck";

export interface Template {
  id: TemplateId;
  /** Whether a model can do what the template asks for. */
  suits: (model: Model) => boolean;
  build: (payers: TemplatePayers) => TemplateParts;
}

const anyModel = () => true;
const answersJson = ({ supports }: Model) => supports.jsonSchema;
const seesPictures = ({ input }: Model) => input.includes("image");

const table = {
  draftCritiqueRewrite: { suits: anyModel, build: draftCritiqueRewrite },
  everyRow: { suits: anyModel, build: everyRow },
  pictureToFacts: { suits: (model: Model) => seesPictures(model) && answersJson(model), build: pictureToFacts },
  summariseLong: { suits: anyModel, build: summariseLong },
  pdfQuestions: { suits: anyModel, build: pdfQuestions },
  documentsToTable: { suits: answersJson, build: documentsToTable },
  meetingTasks: { suits: answersJson, build: meetingTasks },
  translateCheck: { suits: anyModel, build: translateCheck },
  brainstormRank: { suits: answersJson, build: brainstormRank },
  sortMessages: { suits: anyModel, build: sortMessages },
  reviewReplies: { suits: anyModel, build: reviewReplies },
  readPage: { suits: anyModel, build: readPage },
  cleanRows: { suits: anyModel, build: cleanRows },
  compareModels: { suits: anyModel, build: compareModels },
  evaluation: { suits: anyModel, build: evaluation },
  describePictures: { suits: seesPictures, build: describePictures },
  productPictures: { suits: anyModel, build: productPictures },
};

export type TemplateId = keyof typeof table;

/** In the order of the gallery; the first three stand on an empty canvas. */
export const templates: readonly Template[] = Object.entries(table).map(([id, template]) => ({
  id: id as TemplateId,
  ...template,
}));
