import type { keysEn } from "./keys.en.ts";

export const keysKo: Readonly<Record<keyof typeof keysEn, string>> = {
  "event.transfer.requested": "사이트 {targetNumber}(으)로 항목 {lineCount}개의 이관을 요청했습니다.",
  "event.transfer.offered": "사이트 {otherNumber}에서 이 사이트로 라이센스 항목을 이관하도록 요청했습니다.",
  "event.transfer.consented": "주요 사이트 연락처가 사이트 {otherNumber}와(과)의 이관에 동의했습니다.",
  "event.transfer.declined": "주요 사이트 연락처가 사이트 {otherNumber}와(과)의 이관을 거절했습니다.",
  "event.transfer.cancelled": "사이트 {otherNumber}(으)로의 이관을 취소했습니다.",
  "event.transfer.support-asked":
    "사이트 {otherNumber}(으)로 이관할 키를 반환할 수 없어 라이센스 지원팀에 요청했습니다.",
  "event.transfer.blocked": "사이트 {otherNumber}(으)로의 이관은 항목의 키가 사용 중이어서 보류되었습니다.",
  "event.transfer.unblocked": "사이트 {otherNumber}(으)로 이관할 키가 모두 반환되었습니다.",
  "event.transfer.normalised":
    "라이센스 지원팀이 이관을 위해 키 {keyCount}개를 기록상 종료했습니다(티켓 {ticket}).",
  "event.transfer.executed":
    "라이센스 지원팀이 사이트 {otherNumber}와(과)의 이관을 실행했습니다(티켓 {ticket}).",
  "event.transfer.rejected":
    "라이센스 지원팀이 사이트 {otherNumber}와(과)의 이관을 거절했습니다(티켓 {ticket}).",
  "event.clock.stepped":
    "좌석 대여 중 서버 시계가 변경되었습니다({seconds}초). 이로 인해 없어지거나 연장된 좌석은 없습니다.",
  "event.license-key.issued": "{host}용 {product} 키 {quantity}개를 발급했습니다.",
  "event.key-member.welcomed": "{email} 님에게 키센터 안내를 보냈습니다({because}).",
  "event.key-member.joined": "{email} 님이 사이트의 주문 번호로 키센터에 등록했습니다.",
  "event.key-member.added": "{email} 님이 키센터에 추가되었습니다({role}).",
  "event.key-member.changed": "{email} 님의 키센터 역할이 {role}(으)로 바뀌었습니다.",
  "event.key-member.removed": "{email} 님이 키센터에서 제외되었습니다.",
  "event.key-member.departed": "{email} 님이 키센터에서 나갔습니다.",
  "event.key-notices.switched-on": "이제부터 새 사용자가 키센터에 등록될 때마다 관리자에게 메일로 알립니다.",
  "event.key-notices.switched-off": "키센터의 새 사용자를 더 이상 관리자에게 메일로 알리지 않습니다.",
  "event.key-registration.made": "{email} 님이 사이트 {siteNumber}의 키센터 등록을 요청했습니다.",
  "event.key-registration.refused":
    "{email} 님이 맞지 않는 번호로 키센터 등록을 시도했습니다(사이트 {siteNumber}).",
  "event.key-registration.withdrawn": "{email} 님이 사이트 {siteNumber}의 키센터 등록 요청을 취소했습니다.",
  "event.key-registration.approved": "{email} 님의 키센터 등록 요청이 승인되었습니다.",
  "event.key-registration.denied": "{email} 님의 키센터 등록 요청이 거부되었습니다.",
  "event.key-registration.expired":
    "사이트 {siteNumber}의 키센터 등록 요청이 만료되었습니다. 30일 안에 답변이 없었습니다.",
  "role.administrator": "키센터 관리자",
  "because.primary": "주요 사이트 연락처",
  "because.technical": "사이트 기술 연락처",
  "event.license-key.returned": "{host}에서 {product} 키 {quantity}개를 반환했습니다.",
  "event.license-key.renewed":
    "{host}의 {product} 키를 갱신했습니다. {coveredThrough}까지 출시된 것을 사용할 수 있습니다.",
  "event.license-key.upgraded":
    "{host}의 {product} 키를 갱신했습니다. 버전 {version}까지 사용할 수 있습니다.",
  "event.license-key.shown": "{product} 온라인 키를 열람했습니다.",
  "event.license-key.withdrawn": "공급업체가 주문 항목을 취소하여 {product} 키 {quantity}개를 철회했습니다.",
  "event.license-file.renewed": "{host}의 라이센스 파일을 {sequence}번으로 다시 만들었습니다.",
  "event.host.renamed": "호스트 {formerHost}의 이름을 {host}(으)로 변경했습니다.",
  "host.online": "온라인 사용",
  "event.license-key.moved": "{product} 키 {quantity}개를 {from}에서 {host}(으)로 옮겼습니다.",
  "event.license-key.move-undone": "{product} 키 {quantity}개를 {host}(으)로 옮긴 것을 취소했습니다.",
  "event.license-file.resigned":
    "{host}의 라이센스 파일에 다시 서명했습니다(번호 {sequence}). 이전 서명 키는 폐기되었습니다. 새 파일을 설치하십시오.",
  "event.license-key.revoked":
    "{product} 키 {quantity}개가 공급업체에 의해 폐기되었습니다: {reason}(티켓 {ticket}).",
  "event.license-key.rescued":
    "{deadHost} 고장으로 {host}에 72시간 비상 키를 받았습니다({product}, {quantity}개). 사유: {reason}",
  "event.rescue.made-good":
    "{deadHost}이(가) 복구되지 않아 키를 반환하고 {host}(으)로 완전히 옮겼습니다({product}).",
  "event.rescue.ended": "{deadHost}이(가) 복구되어 {host}의 비상 키가 종료되었습니다({product}).",
  "event.rescue.expired": "{host}의 비상 키가 72시간 후 만료되었습니다({product}).",
  "event.rescue.asked": "{host}의 비상 키와 관련하여 {deadHost}의 이후 경과를 여쭈었습니다.",
  "event.air-gap.answered":
    "네트워크가 없는 시스템의 요청에 응답했습니다: {host}에 {product} 키 {quantity}개.",
  "event.air-gap.bundled": "{host}용 오프라인 번들을 받았습니다: {product} {version}.",
  "event.license-key.issued-on-behalf":
    "라이센스 지원이 사이트를 대신하여 {host}에 {product} 키 {quantity}개를 발급했습니다(티켓 {ticket}).",
  "event.license-key.returned-on-behalf":
    "라이센스 지원이 사이트를 대신하여 {host}에서 {product} 키 {quantity}개를 반환했습니다(티켓 {ticket}).",
  "event.key-scheme.changed": "{product} 키의 방식을 변경했습니다.",
  "event.license-file.mailed": "{host}의 라이센스 파일({sequence}번)을 {email}(으)로 보냈습니다.",
  "event.signing-key.made": "서명 키 {signingKey}을(를) 만들었습니다({state}).",
  "event.signing-key.rotated": "서명 키 {signingKey}은(는) 서명을 마치고 다음 키가 이어받았습니다: {reason}",
  "event.signing-key.compromised": "서명 키 {signingKey}을(를) 유출된 키로 폐기했습니다: {reason}",
  "event.signing-key.abandoned": "서명 키 {signingKey}의 파일이 유실되어 다음 키가 이어받았습니다: {reason}",
  "event.signing-key-change.asked": "서명 키 {signingKey} 변경({deed})이 요청되었습니다: {reason}",
  "event.signing-key-change.withdrawn": "서명 키 {signingKey} 변경({deed})이 철회되었습니다.",
  "event.key-revocation.asked": "키 {keys}개의 폐기가 요청되었습니다: {reason}(티켓 {ticket}).",
  "event.key-revocation.confirmed": "키 {keys}개의 폐기가 확인되었습니다: {reason}(티켓 {ticket}).",
  "event.key-revocation.withdrawn": "요청되었던 키 폐기가 철회되었습니다.",
  "looked.keys": "라이센스 키",
  "event.license-keys.imported":
    "키 목록을 적용했습니다: 받기 {got}행, 반환 {returned}행, 옮기기 {moved}행. 호스트 {hosts}대가 새 파일을 받았습니다.",
  "event.license-seat.borrowed":
    "{product} 좌석을 시스템 {machine}에서 {until}까지 오프라인으로 대여했습니다.",
  "event.license-seat.returned": "시스템 {machine}에서 오프라인으로 대여한 {product} 좌석을 반환했습니다.",
  "event.license-seat.freed": "시스템 {machine}에서 사용하던 {product} 좌석을 구성원이 해제했습니다.",
  "event.license-seat.copy-suspected":
    "복제 의심: 시스템 {machine}에 대여된 {product} 좌석을 다른 프로그램 또는 시스템({other})에서 사용했습니다.",
  "event.license-machine.activated": "시스템 {machine}에서 {product}이(가) 활성화되었습니다.",
  "event.license-machine.deactivated": "시스템 {machine}에서 {product}이(가) 비활성화되었습니다.",
  "event.license-file.refreshed": "프로그램이 {host}의 최신 라이센스 파일(제{sequence}호)을 가져갔습니다.",
};
