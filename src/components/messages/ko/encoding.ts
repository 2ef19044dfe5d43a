import type { Area } from "@/components/language/translate";

export const encoding: Area<"encoding"> = {
  title: (file) => `${file}: 어떤 인코딩인가요?`,
  hint: "UTF-8이 아니고 인코딩도 밝히지 않았습니다. 아래 텍스트가 바르게 보이는 인코딩을 선택하세요.",
  label: "인코딩",
  preview: "이 인코딩으로 읽은 텍스트",
  unfit: "이 인코딩으로는 파일을 읽을 수 없습니다.",
  use: "이 텍스트 사용",
};
