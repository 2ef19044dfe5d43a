import { numberText } from "@/components/language/locale";
import type { Area } from "@/components/language/translate";

export const sharing: Area<"sharing"> = {
  open: (name, how) => `${name} 공유: ${how}`,
  everyone: "모든 사용자",
  admins: "관리자만",
  some: "일부 사용자",
  with: (count) => `${numberText(count)}명`,
  perDay: (calls) => `1인당 하루 호출 ${numberText(calls)}회`,
  title: (name) => `${name}: 사용할 수 있는 사람`,
  text: "관리자는 항상 사용할 수 있습니다. 공유되지 않은 사람에게는 보이지 않습니다.",
  sharedWith: "공유 대상",
  people: "사용자",
  callsPerDay: "1인당 하루 호출 수",
  callsHint: "비워 두면 제한이 없습니다. 하루는 UTC 자정에 시작되며, 한도에 닿은 실행은 그때까지 기다립니다.",
  callsWrong: "1에서 1,000,000까지의 정수를 입력하거나 비워 두세요.",
  save: "저장",
  saved: (name) => `${name}의 공유 설정을 저장했습니다`,
};
