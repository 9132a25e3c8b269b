/** The words of a history that tell of license keys, hosts, the Key Center and transfers. */
export const keysEn = {
  "event.license-key.issued": "{quantity} keys of {product} were issued for {host}.",
} as const;
