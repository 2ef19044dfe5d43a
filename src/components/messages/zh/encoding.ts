import type { Area } from "@/components/language/translate";

export const encoding: Area<"encoding"> = {
  title: (file) => `${file} 是什么编码？`,
  hint: "它不是 UTF-8，也没有说明编码。请选择能让下方文本正常显示的编码。",
  label: "编码",
  preview: "以此编码显示的文本",
  unfit: "无法以此编码读取文件。",
  use: "使用此文本",
};
