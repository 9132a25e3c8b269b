/** The page of every error: what happened, what to do next, and the number to name when asking for help. */
import type { ComponentChildren } from "preact";
import type { Language } from "../platform/language.ts";
import { Code } from "./code.tsx";
import { chromeSay, useSay } from "./locale/reader.ts";
import { ActionLink, Page, PlainPage } from "./page.tsx";
import type { Chrome, Visit } from "./shell/chrome.ts";

const TOLD = [400, 401, 403, 404, 405, 409, 410, 413, 429, 500, 503] as const;
type Told = (typeof TOLD)[number];

interface ErrorPageProps {
  /** With `navigation` for people who signed in, without for all others. */
  visit: Visit | Chrome;
  status: number;
  requestId: string;
  /** The module's own sentence for this problem, in place of the status's. */
  sentence?: string;
  /** A `Refusal`, or anything else that helps. */
  children?: ComponentChildren;
}

export function ErrorPage({ visit, status, requestId, sentence, children }: ErrorPageProps) {
  const told = toldOf(status);
  const say = chromeSay(visit.language);
  const heading = { title: say(`error${told}Title`), lead: sentence ?? say(`error${told}Text`) };
  const body = (
    <>
      {children}
      <NextStep status={told} />
      <RequestNumber requestId={requestId} />
    </>
  );
  if ("navigation" in visit) {
    return (
      <Page chrome={visit} {...heading}>
        {body}
      </Page>
    );
  }
  return (
    <PlainPage visit={visit} {...heading}>
      {body}
    </PlainPage>
  );
}

/** The error's name in the reader's language, for mails, logs of a person and other places than its page. */
export function errorTitle(language: Language, status: number): string {
  return chromeSay(language)(`error${toldOf(status)}Title`);
}

/** Statuses without words of their own are told as the general one of their kind. */
function toldOf(status: number): Told {
  return TOLD.find((each) => each === status) ?? (status < 500 ? 400 : 500);
}

function NextStep({ status }: { status: Told }) {
  const say = useSay();
  const isSignIn = status === 401;
  return (
    <p class="actions">
      <ActionLink href={isSignIn ? "/sign-in" : "/"} isMain>
        {say(isSignIn ? "goSignIn" : "goHome")}
      </ActionLink>
    </p>
  );
}

function RequestNumber({ requestId }: { requestId: string }) {
  const say = useSay();
  return (
    <p class="request">
      <small>
        {say("requestId")} <Code>{requestId}</Code>
        <br />
        {say("requestHelp")}
      </small>
    </p>
  );
}
