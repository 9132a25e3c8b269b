/** The pages of all keys: as a list, and by person. */
import { z } from "zod";
import { PathText } from "../../../platform/http/lists.ts";
import type { Routes } from "../../../platform/http/server.ts";
import { sendPage } from "../../../web/page.tsx";
import { readKeys } from "../../keys/operations.ts";
import { KeyQuestion } from "../../keys/sheets.routes.ts";
import { readKeyRoom } from "../site.operations.ts";
import { KeysPage, PeoplePage } from "./list.parts.tsx";
import { readHolders } from "./people.operations.ts";

const schema = { hide: true, params: z.strictObject({ siteId: PathText }) };
const READ = { needs: "license-key.read" };
const PATH = "/sites/:siteId/license-keys";
const ROWS = 50;

const question = z.strictObject({ ...KeyQuestion, after: z.string().max(2000).optional() });

export const keyListPages: Routes = async (app) => {
  app.get(
    `${PATH}/list`,
    { schema: { ...schema, querystring: question }, config: READ },
    async (request, reply) => {
      const { context, query, frame, params: path } = request;
      const page = await readKeys(context, { ...path, ...query, limit: ROWS });
      const [room, people] = [
        await readKeyRoom(context, path.siteId),
        await readHolders(context, path.siteId),
      ];
      const chrome = await frame.chrome(path.siteId);
      return sendPage(reply, <KeysPage {...{ chrome, room, page, people }} question={query} />);
    },
  );

  app.get(
    `${PATH}/people`,
    { schema, config: READ },
    async ({ context, frame, params: { siteId } }, reply) => {
      const [room, people] = [await readKeyRoom(context, siteId), await readHolders(context, siteId)];
      return sendPage(reply, <PeoplePage chrome={await frame.chrome(siteId)} room={room} people={people} />);
    },
  );
};
