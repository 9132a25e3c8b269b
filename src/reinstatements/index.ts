export { type LapsedLines, queueReinstatementMails } from "./notices.documents.ts";
export { listProductOffers, listReinstatementOffers, type Offer } from "./offers.documents.ts";
export { type Obstacle, obstacleOf, reinstatementPrice } from "./rules.ts";
