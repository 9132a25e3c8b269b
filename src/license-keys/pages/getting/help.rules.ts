/** Where people find what names their machine: the commands of each system. Pure. */
import type { HostKind } from "../../key.data.ts";

export const SYSTEMS = ["Windows", "Linux", "macOS"] as const;
export type System = (typeof SYSTEMS)[number];

/** None where the system has no such thing. */
export const COMMANDS: Readonly<Record<HostKind, Partial<Readonly<Record<System, string>>>>> = {
  ethernet: { Windows: "getmac /v", Linux: "ip link show", macOS: "ifconfig en0 | grep ether" },
  disk: { Windows: "vol C:", Linux: "lsblk -o NAME,FSTYPE,UUID" },
  tpm: {
    Windows: "(Get-TpmEndorsementKeyInfo -HashAlgorithm Sha256).PublicKeyHash",
    Linux: "tpm2_createek -c ek.ctx -u ek.pub -f der && sha256sum ek.pub",
  },
  hostname: { Windows: "hostname", Linux: "hostname -f", macOS: "hostname" },
  user: { Windows: "whoami", Linux: "whoami", macOS: "whoami" },
  internet: { Windows: "ipconfig", Linux: "ip address show", macOS: "ifconfig" },
  any: {},
};
