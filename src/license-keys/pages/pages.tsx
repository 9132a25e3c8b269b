/** All pages of keys for the people of a site. */
import type { Routes } from "../../platform/http/server.ts";
import { keyImportPages } from "./bulk/pages.tsx";
import { getKeyPages } from "./getting/pages.tsx";
import { keyHostPages } from "./hosts/pages.tsx";
import { keyListPages } from "./keys/list.pages.tsx";
import { licenseKeyPages } from "./keys/pages.tsx";
import { keyMovePages } from "./moves/pages.tsx";
import { keyOverviewPages } from "./overview/pages.tsx";

export const siteKeyPages: Routes = async (app, portal) => {
  await keyOverviewPages(app, portal);
  await getKeyPages(app, portal);
  await keyHostPages(app, portal);
  await keyMovePages(app, portal);
  await keyImportPages(app, portal);
  await keyListPages(app, portal);
  await licenseKeyPages(app, portal);
};
