export const en = {
  "problem.page_not_found": "There is nothing at this address, or you have no access to it.",
  "problem.method_not_allowed": "This address does not accept that kind of request.",
  "problem.request_too_large": "The request is larger than this address accepts.",
  "problem.media_type_not_supported": "This address does not accept that type of content.",
  "problem.range_not_satisfiable": "The file does not have the range of bytes that was asked for.",
  "problem.too_many_requests": "Too many requests. Wait a little and try again.",
  "problem.headers_too_large": "The request's headers are too large.",
  "problem.unavailable": "The portal cannot answer right now. Nothing was lost; try again in a moment.",
  "problem.storage_full":
    "There is no room left for files, so nothing was stored. The operators of the portal have to make room.",
  "problem.invalid_request": "Some of what was entered cannot be accepted. The fields say why.",
  "problem.malformed_request": "The request could not be read.",
  "problem.internal_error":
    "Something went wrong on our side. We have a record of it under the request's number.",
  "problem.wrong_host": "This portal does not answer to that host name.",
  "problem.foreign_origin": "The request came from another site's page and was not carried out.",
  "problem.idempotency_key_reused": "This Idempotency-Key was used for another request.",
  "problem.request_running": "The same request is still running. Ask again in a moment.",
  "problem.document_too_long": "The document is too long to be printed. Its content is available as a list.",
  "problem.clock_never_goes_back": "The demo's clock only goes forward.",
  "problem.sheet_too_long":
    "The list has more than {most} lines, more than this kind of sheet holds. Narrow it with the filters, or take CSV, which holds more.",
} as const;
