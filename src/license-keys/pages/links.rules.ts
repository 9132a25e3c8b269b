/** The addresses of the Key Center's pages. Pure. */

export function keysHref(siteId: string, end = ""): string {
  return `/sites/${siteId}/license-keys${end}`;
}

export function keyHref(siteId: string, keyId: string, end = ""): string {
  return keysHref(siteId, `/${keyId}${end}`);
}

export function hostHref(siteId: string, hostId: string, end = ""): string {
  return keysHref(siteId, `/hosts/${hostId}${end}`);
}

/** The host's newest file, to be saved. */
export function fileHref(siteId: string, hostId: string): string {
  return `/sites/${siteId}/hosts/${hostId}/license-file`;
}

export function moveHref(siteId: string, moveId: string, end = ""): string {
  return keysHref(siteId, `/moves/${moveId}${end}`);
}

/** Where a product's lines are, with all that is known of them. */
export function linesHref(siteId: string, orderNumber: string): string {
  return `/sites/${siteId}/entitlements?${new URLSearchParams({ q: orderNumber })}`;
}
