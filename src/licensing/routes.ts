/** Everything that licensed programs ask, and what members and the vendor see of it. */
import type { Routes } from "../platform/http/server.ts";
import { activationRoutes } from "./activations/routes.ts";
import { fileRefreshRoutes } from "./files/routes.ts";
import { leaseRoutes } from "./leases/routes.ts";
import { sharingRoutes } from "./sharing/routes.ts";
import { useRoutes } from "./uses/routes.ts";
import { validationRoutes } from "./validations/routes.ts";

export const licensingRoutes: Routes = async (app) => {
  await app.register(validationRoutes);
  await app.register(activationRoutes);
  await app.register(leaseRoutes);
  await app.register(fileRefreshRoutes);
  await app.register(useRoutes);
  await app.register(sharingRoutes);
};
