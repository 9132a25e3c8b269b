export { addresseeOf, listAddressees, listSiteAddressees } from "./addressee.documents.ts";
export { isContactReviewDue } from "./contacts.operations.ts";
export {
  type Addressee,
  type ChangeWay,
  CONTACT_TYPES,
  type ContactType,
  changeWayOf,
} from "./rules.ts";
