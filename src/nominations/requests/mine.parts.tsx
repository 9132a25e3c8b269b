/** What somebody has asked for, and what became of it: the list, and the confirmation screens D-07a, D-07b and D-07c. */
import { privilegeText, valueText } from "../../access/index.ts";
import { Code } from "../../web/code.tsx";
import { Empty } from "../../web/empty.tsx";
import { Facts } from "../../web/facts.tsx";
import { Form, SubmitButton } from "../../web/form.tsx";
import { Notice } from "../../web/notice.tsx";
import { ActionLink, Page } from "../../web/page.tsx";
import type { Chrome } from "../../web/shell/chrome.ts";
import { type Column, CursorPager, DataTable } from "../../web/table.tsx";
import { Tag, type Tone } from "../../web/tag.tsx";
import { When } from "../../web/values.tsx";
import { isOpen, type State } from "../rules.ts";
import type { AccessRequest } from "../store.ts";
import { type NominationSay, nominationSay } from "../texts.ts";

const TONES: Record<State, Tone> = {
  care_review: "info",
  contact_review: "info",
  on_hold: "warn",
  approved: "ok",
  denied: "bad",
  withdrawn: "plain",
  expired: "plain",
};

export function StateTag({ say, state }: { say: NominationSay; state: State }) {
  return <Tag tone={TONES[state]}>{say(`state.${state}`)}</Tag>;
}

/** What is asked for, in words. */
export function askedText(
  { kind, isPrimaryContact, privilege, needed }: AccessRequest,
  language: Chrome["language"],
): string {
  const say = nominationSay(language);
  if (kind === "privilege" && privilege !== null && needed !== null) {
    return say("privilegeAsked", {
      privilege: privilegeText(language, privilege),
      value: valueText(language, needed),
    });
  }
  return say(isPrimaryContact ? "membershipPrimary" : "membership");
}

interface MineProps {
  chrome: Chrome;
  requests: readonly AccessRequest[];
  next: string | undefined;
  isFirst: boolean;
  hasSites: boolean;
}

export function MinePage({ chrome, requests, next, isFirst, hasSites }: MineProps) {
  const say = nominationSay(chrome.language);
  const ask = say(hasSites ? "askAnother" : "ask");
  const columns: Column<AccessRequest>[] = [
    {
      header: say("siteNumber"),
      cell: ({ id, siteNumber }) => (
        <a href={`/access-requests/${id}`}>
          <Code>{siteNumber}</Code>
        </a>
      ),
      isNowrap: true,
    },
    { header: say("what"), cell: (request) => askedText(request, chrome.language) },
    { header: say("askedAt"), cell: ({ askedAt }) => <When at={askedAt} />, isNowrap: true },
    { header: say("state"), cell: ({ state }) => <StateTag say={say} state={state} />, isNowrap: true },
  ];
  const actions = (
    <ActionLink href="/access-requests/new" isMain>
      {ask}
    </ActionLink>
  );
  return (
    <Page chrome={chrome} title={say("listTitle")} lead={say("listLead")} actions={actions}>
      <DataTable
        caption={say("listTitle")}
        columns={columns}
        rows={requests}
        rowKey={({ id }) => id}
        empty={<Empty title={say("listNone")}>{say("listNoneText")}</Empty>}
      />
      {(next !== undefined || !isFirst) && (
        <CursorPager shown={requests.length} first={isFirst ? undefined : "/access-requests"} next={next} />
      )}
    </Page>
  );
}

interface OneProps {
  chrome: Chrome;
  request: AccessRequest;
  email: string;
  isNew: boolean;
}

/** Every screen shows the number for checking. Source: BR-37. */
export function OnePage({ chrome, request, email, isNew }: OneProps) {
  const say = nominationSay(chrome.language);
  const { id, siteNumber, state, askedAt, company, department, phone, message } = request;
  const optional = [
    [say("company"), company],
    [say("department"), department],
    [say("phone"), phone],
    [say("message"), message],
  ] as const;
  const facts = [
    { label: say("siteNumber"), value: <Code>{siteNumber}</Code> },
    { label: say("what"), value: askedText(request, chrome.language) },
    { label: say("state"), value: <StateTag say={say} state={state} /> },
    { label: say("askedAt"), value: <When at={askedAt} /> },
    ...optional.flatMap(([label, value]) => (value === null ? [] : [{ label, value: <bdi>{value}</bdi> }])),
  ];
  const back = { href: "/access-requests", label: say("listTitle") };
  return (
    <Page chrome={chrome} title={say("oneTitle", { siteNumber })} back={back}>
      <StateNotice say={say} request={request} email={email} isNew={isNew} />
      <Facts items={facts} />
      {isOpen(state) && (
        <Form action={`/access-requests/${id}/withdrawal`}>
          <SubmitButton tone="plain">{say("withdraw")}</SubmitButton>
        </Form>
      )}
    </Page>
  );
}

type NoticeProps = Pick<OneProps, "request" | "email" | "isNew"> & { say: NominationSay };

function StateNotice({ say, request, email, isNew }: NoticeProps) {
  const { state, siteNumber, kind } = request;
  const isPrivilege = kind === "privilege";
  const [title, ...texts] = {
    care_review: [say("careTitle"), say("careText", { email })],
    contact_review: isPrivilege
      ? [say("privilegeTitle"), say("privilegeText", { email })]
      : [say("contactReviewTitle"), say("contactReviewText", { email })],
    on_hold: [say("holdTitle"), say("holdText")],
    approved: [say("approvedTitle"), say(isPrivilege ? "approvedPrivilegeText" : "approvedText")],
    denied: [say("deniedTitle"), say("deniedText", { reason: request.reason ?? "" }), say("deniedNext")],
    withdrawn: [say("withdrawnTitle")],
    expired: [say("expiredTitle"), say("expiredText")],
  }[state];
  return (
    <Notice tone={TONES[state]} isNews={isNew} {...(title !== undefined && { title })}>
      {isOpen(state) && !isPrivilege && <p>{say("checkNumber", { siteNumber })}</p>}
      {texts.map((text) => (
        <p key={text}>{text}</p>
      ))}
      {state === "approved" && request.siteId !== null && (
        <p>
          <a href={`/sites/${request.siteId}`}>{say("openSite")}</a>
        </p>
      )}
    </Notice>
  );
}
