import { useMemo } from "react";
import type { z } from "zod";
import { nodes as words } from "@/components/messages/nodes";
import { nodeKinds } from "@/lib/nodes/nodeKinds";
import { imageProviderIds, standardImageModels } from "@/types/images";
import type { ImageModel } from "@/types/providers";
import { providerNames } from "@/types/providerTable";
import type { WorkflowNode } from "@/types/workflow";
import { type LlmNodeView, useLlmNode } from "./useLlmNode";

export type ImageData = z.infer<typeof nodeKinds.imageGenerate.schema>;

/** The settings of a node that makes pictures; undefined when a file from elsewhere holds something that does not fit. */
export function parseImageData(data: WorkflowNode["data"]): ImageData | undefined {
  return nodeKinds.imageGenerate.schema.safeParse(data).data;
}

export interface ImageNodeView extends LlmNodeView {
  image: ImageData;
  /** What the payer can make pictures with; the first is the standard. */
  imageModels: readonly ImageModel[];
  imageModel: ImageModel | undefined;
  /** Why no pictures can be made here, in a sentence. */
  noImages: string | undefined;
}

/** Everything that the forms of a node that makes pictures show, in the form of an LLM node. */
export function useImageNode(image: ImageData): ImageNodeView {
  const { provider, account } = image;
  const canMake = imageProviderIds.includes(provider);
  const data = useMemo(
    () => ({ provider, account, model: image.model || standardImageModels[provider] || "" }),
    [provider, account, image.model],
  );
  const view = useLlmNode(data);
  return useMemo(() => {
    const imageModels = view.list?.imageModels ?? [];
    const model = data.model || (imageModels[0]?.id ?? "");
    const imageModel = imageModels.find(({ id }) => id === model);
    const isListed = imageModels.length > 0;
    return {
      ...view,
      data: { ...data, model },
      models: imageModels,
      model: undefined,
      isModelGone: isListed && model !== "" && imageModel === undefined,
      image,
      imageModels,
      imageModel,
      noImages: canMake
        ? isListed
          ? undefined
          : view.list?.imageReason
        : words.pictures.notByProvider(providerNames[provider]),
    };
  }, [view, data, image, canMake, provider]);
}
