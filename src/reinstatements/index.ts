export { type LapsedLines, queueReinstatementMails } from "./notices.documents.ts";
export { listProductOffers, listReinstatementOffers, type Offer } from "./offers.documents.ts";
export { mayReadOrders } from "./operations.ts";
export { channelText, OrderDetailFields, orderDetailFacts } from "./ordering/details.documents.tsx";
export { channelsOf, type OrderDetails, orderDetails } from "./ordering/details.rules.ts";
export {
  checkedDetails,
  detailErrors,
  EnteredDetails,
  enteredDetails,
} from "./ordering/entered.documents.ts";
export { BookedReply, bookedReply } from "./ordering/replies.documents.ts";
export { type Obstacle, obstacleOf, reinstatementPrice } from "./rules.ts";
