/** Addresses of the pages. Pure. */
export function airGapHref(
  siteId: string,
  to: { id?: string; request?: string; after?: string } = {},
): string {
  const { id, ...query } = to;
  const page = `/sites/${siteId}/air-gap${id === undefined ? "" : `/${id}`}`;
  const asked = new URLSearchParams(query).toString();
  return asked === "" ? page : `${page}?${asked}`;
}
