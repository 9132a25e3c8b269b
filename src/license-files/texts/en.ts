export const en = {
  "problem.license_signing_unavailable":
    "License files cannot be signed at the moment. Nothing was changed; the operators of the portal have to look at their signing keys.",
  "problem.signing_key_not_found": "There is no signing key with that number.",
  "problem.signing_change_not_found": "There is no such change of a signing key.",
  "problem.second_person_required":
    "Signing keys are changed by two people: you asked for this, so somebody else has to confirm it.",
  "problem.signing_change_open": "The same has been asked already and waits for a second person.",
  "problem.signing_change_ended": "This change was confirmed or withdrawn in the meantime.",
  "problem.signing_change_overtaken": "The signing keys have changed in the meantime. Look at them again.",
  "problem.signing_key_compromised": "This key was given up as compromised already. That is never lifted.",
  "problem.next_key_too_young":
    "The next key has not been published long enough for programs to know it. It may take over from {availableAt} on.",
  "problem.next_key_unusable":
    "The file of the next key {signingKey} is missing, damaged or readable by others. Put it right, or give this key up: another one is then made.",
} as const;
