/** The operator's pages of feeds: the list, the form to send one, and each one's report. */
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { gunzip } from "../platform/gunzip.ts";
import { PathText, pageOf } from "../platform/http/lists.ts";
import { readPlace, writePlace } from "../platform/http/place.ts";
import type { Routes } from "../platform/http/server.ts";
import { allowLongBody } from "../platform/http/slow-bodies.ts";
import { Problem } from "../platform/problem.ts";
import { Empty } from "../web/empty.tsx";
import { CheckboxField, FileField, Form, SelectField, SubmitButton } from "../web/form.tsx";
import { Page, Section, sendPage } from "../web/page.tsx";
import type { Chrome } from "../web/shell/chrome.ts";
import { CursorPager, DataTable } from "../web/table.tsx";
import { Bytes, Count, When } from "../web/values.tsx";
import { FEEDS_PATH, FeedPage, FeedState } from "./feed.parts.tsx";
import { readFeeds } from "./operations.ts";
import { receiveFeed } from "./receive.documents.ts";
import { readReport } from "./routes.ts";
import { TYPE_NAMES } from "./run/read.documents.ts";
import type { Feed } from "./store.ts";
import { type FeedSay, feedSay } from "./texts.ts";

const PAGE = 50;
const FAULTS = 200;
const After = z.strictObject({ after: z.string().max(2000).optional() });
const list = { hide: true, querystring: After };
const one = { hide: true, params: z.strictObject({ feedId: PathText }), querystring: After };

export const feedPages: Routes = async (app) => {
  app.get(FEEDS_PATH, { schema: list, config: { needs: "feed.write" } }, async (request, reply) =>
    sendPage(reply, <FeedsPage {...(await listed(request, request.query.after))} />),
  );

  app.get(
    `${FEEDS_PATH}/:feedId`,
    { schema: one, config: { needs: "feed.write" } },
    async ({ context, params, query, frame }, reply) => {
      const { report, next } = await readReport(context, params.feedId, { ...query, limit: FAULTS });
      const chrome = await frame.chrome(null);
      return sendPage(reply, <FeedPage chrome={chrome} report={report} next={next} after={query.after} />);
    },
  );

  app.post(
    FEEDS_PATH,
    { schema: { hide: true }, config: { needs: "feed.write" } },
    async (request, reply) => {
      const sent = await sentFile(request);
      if (sent !== undefined) {
        const { feed } = await receiveFeed(request.context, sent);
        return reply.redirect(`${FEEDS_PATH}/${feed.id}`, 303);
      }
      const say = feedSay(request.context.language);
      const errors = { file: say("fileRequired") };
      return sendPage(reply, <FeedsPage {...(await listed(request, undefined))} errors={errors} />, 400);
    },
  );
};

/** The file of the form, as it comes. The other fields stand before it. Undefined when none was chosen. */
async function sentFile(request: FastifyRequest) {
  if (!request.isMultipart()) throw new Problem(415, "media_type_not_supported");
  allowLongBody(request);
  const part = await request.file();
  if (part === undefined || part.filename === "") {
    part?.file.resume();
    return undefined;
  }
  const said = (name: string) => {
    const field = part.fields[name];
    return field !== undefined && !Array.isArray(field) && field.type === "field"
      ? String(field.value)
      : undefined;
  };
  const format = TYPE_NAMES.find((type) => type === said("format")) ?? "jsonl";
  const unsound = () => new Problem(400, "feed_compression_unsound");
  const bytes: AsyncIterable<Uint8Array> = part.filename.endsWith(".gz")
    ? gunzip(part.file, unsound)
    : part.file;
  const name = part.filename
    .toWellFormed()
    .replaceAll(/\p{Cc}/gu, "")
    .slice(0, 200);
  return { bytes, format, isDryRun: said("dryRun") === "on", name };
}

interface FeedsProps {
  chrome: Chrome;
  feeds: readonly Feed[];
  after: string | undefined;
  next: string | undefined;
  errors?: { file: string };
}

async function listed({ context, frame }: FastifyRequest, cursor: string | undefined): Promise<FeedsProps> {
  const { secrets } = context.portal;
  const found = await readFeeds(context, { after: readPlace(secrets, "feeds", cursor), limit: PAGE });
  const { items, end } = pageOf(found, PAGE, (feed) => ({ value: feed.receivedAt, id: feed.id }));
  const next = end === null ? undefined : writePlace(secrets, "feeds", end);
  return { chrome: await frame.chrome(null), feeds: items, after: cursor, next };
}

function FeedsPage({ chrome, feeds, after, next, errors }: FeedsProps) {
  const say = feedSay(chrome.language);
  return (
    <Page chrome={chrome} title={say("title")} lead={say("lead")}>
      <DataTable
        caption={say("title")}
        columns={[
          {
            header: say("received"),
            cell: ({ id, receivedAt }) => (
              <a href={`${FEEDS_PATH}/${id}`}>
                <When at={receivedAt} />
              </a>
            ),
          },
          { header: say("name"), cell: ({ name }) => <bdi>{name ?? say("unnamed")}</bdi> },
          { header: say("state"), cell: (feed) => <FeedState feed={feed} say={say} /> },
          { header: say("size"), cell: ({ sizeBytes }) => <Bytes sizeBytes={sizeBytes} />, isNumeric: true },
          { header: say("lines"), cell: ({ linesRead }) => <Count value={linesRead} />, isNumeric: true },
          {
            header: say("faults"),
            cell: ({ faultsCount }) => <Count value={faultsCount} />,
            isNumeric: true,
          },
        ]}
        rows={feeds}
        rowKey={({ id }) => id}
        empty={<Empty title={say("none")}>{say("noneText")}</Empty>}
      />
      <CursorPager
        shown={feeds.length}
        first={after === undefined ? undefined : FEEDS_PATH}
        next={next === undefined ? undefined : `${FEEDS_PATH}?after=${encodeURIComponent(next)}`}
      />
      <UploadForm say={say} {...(errors === undefined ? {} : { errors })} />
    </Page>
  );
}

/** The file comes last: what the others say must be known before its first byte. */
function UploadForm({ say, errors = {} }: { say: FeedSay; errors?: Record<string, string> }) {
  const csv = TYPE_NAMES.map((type) => ({ value: type, label: say("formatCsv", { type }) }));
  return (
    <Section title={say("upload")}>
      <Form action={FEEDS_PATH} errors={errors} hasFiles>
        <SelectField
          name="format"
          label={say("format")}
          options={[{ value: "jsonl", label: say("formatLines") }, ...csv]}
          value="jsonl"
        />
        <CheckboxField name="dryRun" label={say("dryRun")} hint={say("dryRunHint")} />
        <FileField name="file" label={say("file")} hint={say("fileHint")} accept=".jsonl,.ndjson,.csv,.gz" />
        <SubmitButton>{say("send")}</SubmitButton>
      </Form>
    </Section>
  );
}
