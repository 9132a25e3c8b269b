/** The words of license keys: refusals, hosts, the mail with a key file (D-29), sheets and a key's history. */
export const en = {
  "problem.quantity_exceeds_available":
    "There are not that many keys left: of {quantity} of {product}, order {order} line {line}, {issued} are in use and {available} can be got; you asked for {asked}. Return keys that are no longer needed, or buy more (BR-100).",
  "problem.line_in_excess":
    "The vendor has lowered {product}, order {order} line {line}, to {quantity} while {issued} keys are in use. Return {excess} first; until then no new keys can be got of it (BR-100).",
  "problem.no_keys_for_product":
    "There are no keys to get for {product}: {scheme, select, none {it is used without a key} other {it is used with an activation kit}}.",
  "problem.delivery_not_offered":
    "The vendor does not offer this way of delivery for {product}. Choose one that it offers.",
  "problem.lock_not_offered":
    "The vendor does not offer this kind of key for {product}. Choose one that it offers.",
  "problem.host_kind_not_offered":
    "Keys of {product} cannot be bound to this kind of host. Choose one that the vendor offers.",
  "problem.version_not_covered":
    "Version {version} of {product} was not available on a day on which the line was covered. The newest that your license opens is {newest}.",
  "problem.key_opens_nothing":
    "A key of this line would open nothing: no version of {product} was available on a covered day.",
  "problem.license_key_not_found": "There is no such key at this site.",
  "problem.license_key_over":
    "This key is no longer in force: it was {state, select, returned {returned} superseded {replaced by a newer one} revoked {revoked by the vendor} withdrawn {withdrawn with its order} other {over}}.",
  "problem.quantity_exceeds_key": "This key is for {quantity}; {asked} cannot be returned of it.",
  "problem.whole_key_only":
    "{delivery, select, online {An online key} other {An emergency key}} is returned whole. Return it, then get a key for the quantity that you need.",
  "problem.no_renewal_keys":
    "{product} has no renewal keys. Its coverage is extended all the same; your keys go on as they are (BR-105).",
  "problem.renewal_not_matching":
    "The coverage of this line was extended by a part that does not belong to its license: renewal keys need a renewal of the same product and program (BR-106). Ask the vendor.",
  "problem.nothing_to_renew": "There is nothing newer than this key: it opens all that the line covers.",
  "problem.host_not_found": "There is no such host at this site.",
  "problem.host_name_taken": "Another host without an identity has this name already.",
  "problem.license_file_not_found": "There is no license file for this host yet: get a key for it first.",
  "problem.older_file": "File {sequence} of this host is no longer the newest: that is {newest}.",

  "fault.ethernet_needs_12_hex":
    "An Ethernet address has 12 hexadecimal digits, in pairs or without separators.",
  "fault.ethernet_zero": "An Ethernet address of zeros is that of no machine.",
  "fault.ethernet_multicast":
    "This is the address of a group, not of a machine: the second digit of an Ethernet address is even.",
  "fault.disk_needs_8_hex": "The serial number of a disk has 8 hexadecimal digits.",
  "fault.disk_zero": "A serial number of zeros is that of no disk.",
  "fault.tpm_needs_64_hex": "A TPM is named by the SHA-256 of its endorsement key: 64 hexadecimal digits.",
  "fault.tpm_zero": "A hash of zeros is that of no TPM.",
  "fault.hostname_not_valid":
    "A host name has letters a–z, digits and hyphens; its parts are joined by dots and neither begin nor end with a hyphen.",
  "fault.hostname_label_too_long": "Each part of a host name has at most 63 characters.",
  "fault.hostname_too_long": "A host name has at most 253 characters.",
  "fault.hostname_is_address": "This is an internet address. Choose that kind of host for it.",
  "fault.user_not_valid": "A user name has at most 64 letters, digits and . _ - @ \\ $ +.",
  "fault.internet_not_valid": "An internet address is IPv4 or IPv6, alone or with the length of its range.",
  "fault.internet_range_too_wide": "This range is too wide: IPv4 from /8, IPv6 from /16.",
  "fault.any_takes_no_value": "“Any machine” takes no identity: leave it empty.",
  "fault.host_name_required": "Give the host a name by which you will know it.",
  "fault.host_name_too_long": "The name has at most 80 characters.",
  "fault.host_name_not_allowed": "The name holds characters that cannot be shown.",

  "kind.ethernet": "Ethernet address",
  "kind.disk": "Disk serial number",
  "kind.tpm": "TPM",
  "kind.hostname": "Host name",
  "kind.user": "User",
  "kind.internet": "Internet address",
  "kind.any": "Any machine",
  "lock.node-locked": "Node-locked",
  "lock.floating": "Floating",
  "delivery.file": "License file",
  "delivery.online": "Online key",
  "state.issued": "In use",
  "state.returned": "Returned",
  "state.superseded": "Replaced",
  "state.revoked": "Revoked",
  "state.withdrawn": "Withdrawn",
  "state.ended": "Over",

  keys: "License keys",
  hosts: "Hosts",
  product: "Product",
  part: "Part number",
  order: "Order",
  line: "Line",
  quantity: "Quantity",
  lock: "Kind",
  delivery: "Delivery",
  host: "Host",
  hostKind: "Kind of host",
  hostValue: "Identity",
  opensVersion: "Opens versions through",
  opensThrough: "Opens what was released through",
  state: "State",
  issuedAt: "Issued",
  issuedBy: "By",
  endedAt: "Ended",
  addedAt: "Known since",
  file: "File number",
  vendor: "The vendor",

  mailSubject: "License file of {host}",
  mailSalutation: "Dear {name},",
  mailIntro: "This is the license file of {host} at site {siteNumber}, number {sequence}.",
  mailEmpty:
    "It holds no key any more. Put it in place all the same: with it the machine forgets the keys that were returned.",
  mailInstall:
    "Save it as {fileName} and put it where your program expects it. It takes the place of all earlier files of this host.",
  mailProducts: "It holds",
  mailProduct: "{quantity} × {product}",
  mailEndedSubject: "Site {siteNumber}: the vendor has ended license keys",
  mailEndedRevoked: "The vendor has revoked these keys of your site. Reason: {reason} (ticket {ticket}).",
  mailEndedWithdrawn: "The order line of these keys was taken back, so the keys were withdrawn.",
  mailEndedKeys: "Keys that have ended",
  mailEndedKey: "{quantity} × {product}: {host}",
  mailEndedMore: "{more, plural, one {One more key} other {# more keys}}: see the Key Center",
  mailEndedWhat:
    "Programs with online keys are refused at their next question. Each host has a new file without these keys: install it. A file that is installed already works until its own end or until the program loads a newer revocation list.",
  mailEndedHelp: "Do you think this is a mistake? Write to {care}.",
  mailEndedOpen: "To the license keys",
  mailOpen: "To the host",
  mailFile: "The file",
  mailRegards: "{vendor}",

  "history.license-key.issued": "Issued: {quantity} × {product} for {host}",
  "history.license-key.returned": "Returned: {quantity} × {product} from {host}",
  "history.license-key.renewed": "Renewed: opens what was released through {coveredThrough}",
  "history.license-key.upgraded": "Renewed: opens versions through {version}",
  "history.license-key.shown": "The online key was read",
  "history.license-key.moved": "Moved: {product} to {host}",
  "history.license-key.revoked": "Revoked by the vendor",
  "history.license-key.withdrawn": "Withdrawn: the vendor took the order line back",
  "history.other": "{name}",
} as const;

export type Texts = Readonly<Record<keyof typeof en, string>>;
