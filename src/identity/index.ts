export {
  type Contact,
  findPersonByEmail,
  invitePerson,
  listContacts,
  type NewPerson,
  registerByCompany,
  registerConfirmed,
} from "./people/operations.ts";
export { registrationBody } from "./people/registration.operations.ts";
export { COUNTRIES, faultOfName, fullName, type Profile, tidyName } from "./people/rules.ts";
export { findPerson, type Invited, listActivePeople, listPeople, type PersonRow } from "./people/store.ts";
export { ownSession, requireProof } from "./security/own.operations.ts";
export { browserOf, keepSession, renewSession } from "./sessions/cookies.operations.ts";
export { type Identity, identify } from "./sessions/identify.operations.ts";
export {
  type Browser,
  releaseLock,
  type SignedIn,
  signInProved,
  startSession,
} from "./sessions/operations.ts";
export { cookieName, cookieOptions, safePath } from "./sessions/rules.ts";
export { deleteSessions } from "./sessions/store.ts";
export { faultText } from "./texts.ts";
