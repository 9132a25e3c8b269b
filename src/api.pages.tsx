/** `/docs/api`: the OpenAPI document, read by people. */
import type { FastifyInstance } from "fastify";
import type { Routes } from "./platform/http/server.ts";
import { speaker } from "./platform/texts.ts";
import { en } from "./texts/en.ts";
import { ja } from "./texts/ja.ts";
import { ko } from "./texts/ko.ts";
import { zhTW } from "./texts/zh-TW.ts";
import { Facts } from "./web/facts.tsx";
import { PlainPage, Section, sendPage } from "./web/page.tsx";
import type { Visit } from "./web/shell/chrome.ts";

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly takes: readonly string[];
  readonly answers: readonly string[];
}

export const apiPages: Routes = async (app) => {
  app.get("/docs/api", { schema: { hide: true }, config: { needs: "anyone" } }, (request, reply) =>
    sendPage(reply, <ApiPage visit={request.frame.visit()} operations={operationsOf(app)} />),
  );
};

function ApiPage({ visit, operations }: { visit: Visit; operations: readonly Operation[] }) {
  const say = speaker(visit.language, { en, ja, ko, "zh-TW": zhTW });
  const lead = (
    <>
      {say("apiLead")} <a href="/v1/openapi.json">/v1/openapi.json</a>
    </>
  );
  const groups = [...Map.groupBy(operations, ({ tag }) => tag)];
  return (
    <PlainPage visit={visit} title={say("apiTitle")} lead={lead} isWide>
      <p>{say("apiNeeds")}</p>
      {groups.map(([tag, held]) => (
        <Section key={tag} title={tag}>
          {held.map((operation) => (
            <OperationPart key={`${operation.method} ${operation.path}`} operation={operation} say={say} />
          ))}
        </Section>
      ))}
    </PlainPage>
  );
}

interface PartProps {
  readonly operation: Operation;
  readonly say: (key: "apiTakes" | "apiAnswers") => string;
}

function OperationPart({ operation, say }: PartProps) {
  const { method, path, summary, takes, answers } = operation;
  return (
    <article lang="en">
      <h3>
        <code>
          {method} {path}
        </code>
      </h3>
      <p>{summary}</p>
      <Facts
        items={[
          ...(takes.length > 0 ? [{ label: say("apiTakes"), value: takes.join(", ") }] : []),
          { label: say("apiAnswers"), value: answers.join(", ") },
        ]}
      />
    </article>
  );
}

type Described = {
  summary?: string;
  tags?: string[];
  parameters?: { name: string }[];
  requestBody?: { content?: Record<string, { schema?: { properties?: object } }> };
  responses?: object;
};

function operationsOf(app: FastifyInstance): Operation[] {
  const paths = Object.entries(app.swagger().paths ?? {});
  return paths.flatMap(([path, methods]) =>
    Object.entries((methods ?? {}) as Record<string, Described>).map(([method, described]) => ({
      method: method.toUpperCase(),
      path,
      tag: described.tags?.[0] ?? "",
      summary: described.summary ?? "",
      takes: takesOf(described),
      answers: Object.keys(described.responses ?? {}),
    })),
  );
}

function takesOf({ parameters = [], requestBody }: Described): string[] {
  const bodies = Object.entries(requestBody?.content ?? {});
  const fields = bodies.flatMap(([type, { schema }]) => Object.keys(schema?.properties ?? { [type]: null }));
  return [...parameters.map(({ name }) => name), ...fields];
}
