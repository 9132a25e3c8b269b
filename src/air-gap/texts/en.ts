/** The words of machines without a network: pages, refusals, and what lies in the offline bundle. */
export const en = {
  "problem.air_gap_product_unknown":
    "This site has no license for the product that the machine asks for. Check that you are at the right site; a typed code may also hold a slip.",
  "problem.air_gap_request_not_found": "There is no such request at this site.",
  "problem.bundle_not_possible":
    "There is nothing to put into a bundle: {reason, select, no_file {this host has no license file for the product yet; get a key first} no_software {the vendor has released no files of this version} other {it is not possible}}.",

  title: "Machines without a network",
  lead: "A machine that reaches no network makes a request; you answer it here and carry the answer back. Three ways, the same answer.",
  wayFile: "As a file",
  wayFileText: "The program saves its request. Bring the file here on a stick, take the license file back.",
  wayCode: "As a code to type",
  wayCodeText:
    "The program shows 30 characters. Type them here, and type the answer there: eight lines, each with a check of its own, so that a slip is told by its line.",
  wayQr: "As a QR code",
  wayQrText: "The program shows a QR code. Your telephone opens it here with the request filled in.",
  whereTitle: "Answer a request",
  site: "Site",
  request: "The request",
  requestHint: "The text of the file, or the code: CR1-… Small or capital letters, with or without dashes.",
  goOn: "Go on",
  noSites: "You are in no Key Center",
  noSitesText: "Requests are answered by the members of a site’s Key Center.",
  keyCenter: "To the Key Center",

  siteTitle: "Air gap",
  how: "How it works",
  readTitle: "Read a request",
  file: "Or the request’s file",
  fileHint: "The file that the program saved.",
  readFile: "Read the file",
  answered: "Answered requests",
  answeredNone: "No request was answered yet",
  answeredNoneText:
    "Start the program on the machine without a network and choose “activate without a network”.",
  when: "Answered",
  product: "Product",
  host: "Host",
  quantity: "Quantity",
  openAnswer: "Answer",
  openAnswerOf: "The answer of {when} for {host}",

  askedTitle: "What the machine asks for",
  askedKind: "Kind of host",
  askedHost: "Host",
  askedUnknown: "Only its fingerprint is in the code: type it below",
  nonce: "Number of the request",
  answerTitle: "Answer it",
  value: "The host, as the machine shows it",
  valueHint: "For example {example}. It is compared with the code’s fingerprint.",
  name: "A name for it",
  nameHint: "By which you will know it.",
  line: "From which line",
  lineOption: "Order {order}, line {line}: {available} available",
  give: "Answer with a key",
  noneLeft: "No key is left of {product}",
  noneLeftText: "Return keys that are no longer needed, or buy more. A host that died: take emergency keys.",
  other: "Another request",

  answerPage: "Answer for {host}",
  answerReady: "The answer is ready",
  answerReadyText:
    "Take the file or type the code: both say the same. Asked again, this request gets this same answer.",
  saveFile: "Save the license file",
  bundle: "Offline bundle",
  bundleText:
    "Software, checksums, license file, public keys and a script that checks all of it, in one archive to carry over.",
  version: "Version",
  platform: "Platform",
  anyPlatform: "All platforms",
  takeBundle: "Save the bundle",
  bundleNone: "No version of this product can be downloaded at this site today.",
  codeTitle: "The answer to type",
  codeText:
    "Eight lines. The last character of each line is its check: the program names the line with a slip.",
  codeNone: "What this key opens cannot be said in a typed code. Take the file.",
  lineNumber: "Line {line}",
  qrTitle: "The same as a QR code",
  qrLabel: "QR code of the typed answer",
  back: "Air gap",
  print: "Print this page to carry it over.",
  opens: "The key",
  keyOf: "{quantity} × {product}",

  "fault.request_required": "Paste the request, type its code or choose its file.",
  "fault.request_file":
    "This is no whole request: it begins with “-----BEGIN CARNET REQUEST-----” and ends with its END line.",
  "fault.request_kind":
    "The request names a kind of host that is not known here. The program may be newer than this portal.",
  "fault.code_prefix": "A code begins with CR1.",
  "fault.code_group": "Group {group} does not have five characters.",
  "fault.code_symbol": "Group {group} holds a character that no code has.",
  "fault.code_length": "A code has six groups of five characters after CR1.",
  "fault.code_line":
    "There is a slip in the code: its check does not fit. Compare the six groups with the screen.",
  "fault.host_differs": "This is not the host that made the request: its fingerprint is another one.",
  "fault.needed": "Fill this in.",
  "fault.not_enough": "That many are not available of this line.",

  readme:
    "This archive holds {product} {version} for the host {host}.\n\n1. Carry it to the machine as it is and unpack it.\n2. Check it: sh verify.sh (Linux, macOS), or powershell -File verify.ps1 (Windows).\n   It must say “good”. The key that has signed is {keyId}: compare it with {keysUrl}.\n3. Install the software from software/, then put license/{licenseFile} where the program expects it.\n\nSHA256SUMS lists every file. SHA256SUMS.sig is its Ed25519 signature.",
} as const;

export type Texts = Readonly<Record<keyof typeof en, string>>;
