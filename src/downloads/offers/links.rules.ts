/** Addresses of the pages of downloads. Pure. */

export function downloadsHref(siteId: string, fileId?: string): string {
  return `/sites/${siteId}/downloads${fileId === undefined ? "" : `/${fileId}`}`;
}

export function historyHref(siteId: string): string {
  return `/sites/${siteId}/downloads/history`;
}

export function keyHref(baseUrl: string, keyId: string): string {
  return `${baseUrl}/v1/release-keys/${keyId}`;
}
