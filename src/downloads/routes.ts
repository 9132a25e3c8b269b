/** The API of downloads: what is offered, its bytes, who took what, and what the vendor sends in. */
import type { Routes } from "../platform/http/server.ts";
import { historyRoutes } from "./content/history.routes.ts";
import { contentRoutes } from "./content/routes.ts";
import { offerRoutes } from "./offers/routes.ts";
import { releaseRoutes } from "./releases/routes.ts";

export const downloadRoutes: Routes = async (app) => {
  for (const routes of [offerRoutes, historyRoutes, contentRoutes, releaseRoutes]) await app.register(routes);
};
