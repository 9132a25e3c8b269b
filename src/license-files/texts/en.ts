export const en = {
  "problem.license_signing_unavailable":
    "License files cannot be signed at the moment. Nothing was changed; the operators of the portal have to look at their signing keys.",
} as const;
