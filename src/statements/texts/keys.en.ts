/** The words of a history that tell of license keys, hosts, the Key Center and transfers. */
export const keysEn = {
  "event.transfer.requested": "A transfer to site {targetNumber} was requested (lines: {lineCount}).",
  "event.transfer.offered": "Site {otherNumber} asked to transfer license lines to this site.",
  "event.transfer.consented": "The primary contact consented to the transfer with site {otherNumber}.",
  "event.transfer.declined": "The primary contact declined the transfer with site {otherNumber}.",
  "event.transfer.cancelled": "The transfer to site {otherNumber} was cancelled.",
  "event.transfer.support-asked":
    "License support was asked: keys for the transfer to site {otherNumber} cannot be returned.",
  "event.transfer.blocked": "The transfer to site {otherNumber} waits: keys of its lines are in use.",
  "event.transfer.unblocked": "All keys for the transfer to site {otherNumber} are returned.",
  "event.transfer.normalised":
    "License support ended keys on record for a transfer (keys: {keyCount}, ticket {ticket}).",
  "event.transfer.executed":
    "License support executed the transfer with site {otherNumber} (ticket {ticket}).",
  "event.transfer.rejected":
    "License support rejected the transfer with site {otherNumber} (ticket {ticket}).",
  "event.clock.stepped":
    "The server’s clock was set while seats were lent ({seconds} seconds). No seat was lost or prolonged by it.",
  "event.license-key.issued": "{quantity} keys of {product} were issued for {host}.",
  "event.key-member.welcomed": "{email} was welcomed to the Key Center as {because}.",
  "event.key-member.joined": "{email} became a member of the Key Center by an order number of the site.",
  "event.key-member.added": "{email} was added to the Key Center as {role}.",
  "event.key-member.changed": "{email} is {role} in the Key Center now.",
  "event.key-member.removed": "{email} was taken out of the Key Center.",
  "event.key-member.departed": "{email} left the Key Center.",
  "event.key-notices.switched-on":
    "The administrators of the Key Center are mailed about each new member from now on.",
  "event.key-notices.switched-off":
    "The administrators of the Key Center are no longer mailed about new members.",
  "event.key-registration.made": "{email} asked to come into the Key Center of site {siteNumber}.",
  "event.key-registration.refused":
    "{email} tried to come into a Key Center with numbers that do not fit: site {siteNumber}.",
  "event.key-registration.withdrawn":
    "{email} withdrew the registration at the Key Center of site {siteNumber}.",
  "event.key-registration.approved": "{email} asked to come into the Key Center and was approved.",
  "event.key-registration.denied": "{email} asked to come into the Key Center and was denied.",
  "event.key-registration.expired":
    "A registration at the Key Center of site {siteNumber} expired: nobody answered within 30 days.",
  "role.administrator": "administrator of the Key Center",
  "because.primary": "primary contact",
  "because.technical": "site technical contact",
  "event.license-key.returned": "{quantity} keys of {product} were returned from {host}.",
  "event.license-key.renewed":
    "The key of {product} for {host} was renewed: it opens what was released through {coveredThrough}.",
  "event.license-key.upgraded":
    "The key of {product} for {host} was renewed: it opens versions through {version}.",
  "event.license-key.shown": "The online key of {product} was read.",
  "event.license-key.withdrawn":
    "{quantity} keys of {product} were withdrawn: the vendor took the order line back.",
  "event.license-file.renewed": "The license file of {host} was written again, as number {sequence}.",
  "event.host.renamed": "The host {formerHost} is now called {host}.",
  "host.online": "online use",
  "event.license-key.moved": "{quantity} keys of {product} were moved from {from} to {host}.",
  "event.license-key.move-undone": "The move of {quantity} keys of {product} to {host} was undone.",
  "event.license-file.resigned":
    "The license file of {host} was signed anew (number {sequence}): the key that had signed it was given up. Install the new file.",
  "event.license-key.revoked":
    "{quantity} keys of {product} were revoked by the vendor: {reason} (ticket {ticket}).",
  "event.license-key.rescued":
    "Emergency keys for 72 hours were taken for {host} because {deadHost} has died: {quantity} of {product}. Reason: {reason}",
  "event.rescue.made-good":
    "{deadHost} is dead: its keys were returned and are on {host} for good ({product}).",
  "event.rescue.ended": "{deadHost} is back: the emergency keys on {host} have ended ({product}).",
  "event.rescue.expired": "The emergency keys on {host} have expired after 72 hours ({product}).",
  "event.rescue.asked":
    "It was asked how it went on with {deadHost}, for which emergency keys are on {host}.",
  "event.air-gap.answered":
    "A machine without a network was answered: {quantity} keys of {product} for {host}.",
  "event.air-gap.bundled": "An offline bundle was taken for {host}: {product} {version}.",
  "event.license-key.issued-on-behalf":
    "Licence support issued {quantity} keys of {product} for {host} on the site’s behalf (ticket {ticket}).",
  "event.license-key.returned-on-behalf":
    "Licence support returned {quantity} keys of {product} from {host} on the site’s behalf (ticket {ticket}).",
  "event.key-scheme.changed": "How keys of {product} are made was changed.",
  "event.license-file.mailed": "License file {sequence} of {host} was sent by mail to {email}.",
  "event.signing-key.made": "Signing key {signingKey} was made: {state}.",
  "event.signing-key.rotated": "Signing key {signingKey} signs no more, the next one took over: {reason}",
  "event.signing-key.compromised": "Signing key {signingKey} was given up as compromised: {reason}",
  "event.signing-key.abandoned":
    "The file of signing key {signingKey} was lost; the next key took over: {reason}",
  "event.signing-key-change.asked": "A change of signing key {signingKey} was asked for ({deed}): {reason}",
  "event.signing-key-change.withdrawn": "The change of signing key {signingKey} was withdrawn ({deed}).",
  "event.key-revocation.asked": "The revocation of {keys} keys was asked for: {reason} (ticket {ticket}).",
  "event.key-revocation.confirmed":
    "The revocation of {keys} keys was confirmed: {reason} (ticket {ticket}).",
  "event.key-revocation.withdrawn": "A revocation of keys that was asked for was withdrawn.",
  "looked.keys": "the license keys",
  "event.license-keys.imported":
    "A list of keys was applied: {got} got, {returned} returned, {moved} moved; {hosts} hosts got a new file.",
  "event.license-seat.borrowed": "A seat of {product} was borrowed by machine {machine} until {until}.",
  "event.license-seat.returned": "Machine {machine} gave back a borrowed seat of {product}.",
  "event.license-seat.freed": "A seat of {product} that machine {machine} held was freed by a member.",
  "event.license-seat.copy-suspected":
    "Possible copy: a lease of {product} that belongs to machine {machine} was used by another program or machine ({other}).",
  "event.license-machine.activated": "{product} was activated on machine {machine}.",
  "event.license-machine.deactivated": "{product} was deactivated on machine {machine}.",
  "event.license-file.refreshed": "A program fetched the newest license file of {host} (no. {sequence}).",
} as const;
