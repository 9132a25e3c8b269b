/** The TXT records of a name, asked of the name servers of the settings. */
import { Resolver } from "node:dns/promises";
import { OutwardError } from "./fetch.ts";

const NONE = ["ENODATA", "ENOTFOUND"];

/** Each record as one text; none when the name has none. Throws when nobody answers: that says nothing. */
export async function findTxt(
  name: string,
  { dnsServers }: { dnsServers: readonly string[] | null },
): Promise<string[]> {
  const resolver = new Resolver({ timeout: 3000, tries: 2 });
  if (dnsServers !== null) resolver.setServers(dnsServers);
  try {
    return (await resolver.resolveTxt(name)).map((parts) => parts.join(""));
  } catch (error) {
    if (error instanceof Error && "code" in error && NONE.includes(String(error.code))) return [];
    throw new OutwardError("dns_unanswered");
  }
}
