import type { en } from "./en.ts";

export const ko: Readonly<Record<keyof typeof en, string>> = {
  "problem.page_not_found": "이 주소의 페이지가 없거나 조회할 권한이 없습니다.",
  "problem.method_not_allowed": "이 주소에서는 해당 종류의 요청을 받지 않습니다.",
  "problem.request_too_large": "요청의 크기가 허용 한도를 넘었습니다.",
  "problem.media_type_not_supported": "이 주소에서는 해당 형식의 내용을 받지 않습니다.",
  "problem.range_not_satisfiable": "요청한 바이트 범위가 파일에 없습니다.",
  "problem.too_many_requests": "요청이 너무 많습니다. 잠시 후 다시 시도하십시오.",
  "problem.headers_too_large": "요청 헤더가 너무 큽니다.",
  "problem.unavailable": "지금은 응답할 수 없습니다. 손실된 데이터는 없습니다. 잠시 후 다시 시도하십시오.",
  "problem.storage_full":
    "파일을 저장할 공간이 없어 아무것도 저장되지 않았습니다. 포털 운영자가 공간을 확보해야 합니다.",
  "problem.invalid_request":
    "입력한 내용 중 받아들일 수 없는 것이 있습니다. 각 항목에 이유가 표시되어 있습니다.",
  "problem.malformed_request": "요청을 읽을 수 없습니다.",
  "problem.internal_error": "포털에 문제가 발생했습니다. 요청 번호와 함께 기록되었습니다.",
  "problem.wrong_host": "이 포털은 해당 호스트 이름으로 이용할 수 없습니다.",
  "problem.foreign_origin": "다른 웹사이트의 페이지에서 보낸 요청이므로 실행하지 않았습니다.",
  "problem.idempotency_key_reused": "이 Idempotency-Key는 다른 요청에 이미 사용되었습니다.",
  "problem.request_running": "같은 요청을 처리하는 중입니다. 잠시 후 다시 확인하십시오.",
  "problem.document_too_long":
    "문서가 너무 길어 인쇄용으로 만들 수 없습니다. 내용은 목록에서 확인할 수 있습니다.",
  "problem.clock_never_goes_back": "데모 시계는 앞으로만 이동할 수 있습니다.",
  "problem.sheet_too_long":
    "목록이 {most}행을 넘어 이 형식의 시트로 내보낼 수 없습니다. 조건으로 범위를 좁히거나 더 많은 행을 담을 수 있는 CSV를 이용하십시오.",
};
