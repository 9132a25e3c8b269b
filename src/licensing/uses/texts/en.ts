export const en = {
  title: "Where it is in use",
  lead: "{product}: which machines use this online key now.",
  ofSite: "Site {number}.",
  back: "To the key",
  used: "In use",
  usedOf: "{used} of {quantity}",
  usedFloating:
    "Seats that are lent out now, borrowed ones included. Those whose time ran out are not counted.",
  usedLocked: "Machines on which the key is active.",
  borrowedUntil: "Last borrowed seat comes back",
  machine: "Machine",
  kind: "Use",
  "kind.activation": "Activated",
  "kind.floating": "Seat lent",
  "kind.borrowed": "Seat borrowed",
  contested: "Two programs",
  contestedText:
    "Two programs have renewed this seat: one may be a copy. Neither may go on until one checks out anew; free the seat to begin afresh.",
  since: "Since",
  until: "Until",
  untilTaken: "Until it is freed",
  free: "Free",
  freeOf: "Free what {machine} uses",
  more: "The first {shown} of {used} are listed, the longest ones first.",
  freeTitle: "What freeing does",
  freeActivation:
    "An activated machine: another one can be activated at once. The program on the old one is refused at its next question to the portal.",
  freeFloating:
    "A lent seat: it is free for others at once. The program that had it may go on without network until the time in the list; its next question is refused. Seats come back by themselves at that time when a program has stopped.",
  freeBorrowed:
    "A borrowed seat: it is free for others at once, too. But nothing reaches a machine without network: it may go on until the time in the list.",
  freed: "The seat is free. The machine is refused at its next question.",
  freedOffline:
    "The seat is free for others. Without network the machine may go on until {until}; nothing reaches it before.",
  freedBefore: "Nothing to free: this seat had come back already.",
  waiting: "Who waits for a seat",
  waitingText: "In the order in which they came. A seat that becomes free is for the first of them.",
  position: "Place",
  full: "All {quantity} are in use",
  fullText:
    "The next machine is refused, or waits. Free what nobody needs, or get another key for what is left of the purchase.",
  get: "Get keys",
  none: "Nobody uses it now",
  noneFloating:
    "{quantity, plural, one {The seat is free.} other {All # seats are free.}} Programs check seats out by themselves with the online key.",
  noneLocked:
    "{quantity, plural, one {One machine can be activated.} other {# machines can be activated.}} Programs activate themselves with the online key.",
  file: "Not known for keys in a file",
  fileText:
    "This key is in the license file of a host, and programs there ask the portal nothing. Only online keys are seen in use. To free the host of it, move or return the key.",
  over: "This key is no longer in force",
  overText:
    "All its seats and activations ended with it. A machine with a borrowed seat may go on without network until that seat's own end.",
} as const;
