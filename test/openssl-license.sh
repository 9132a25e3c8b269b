#!/bin/sh
# Verifies armoured Carnet texts with openssl and coreutils alone (docs/license-file.md, sections 1 to 4).
#
#   test/openssl-license.sh LABEL PURPOSE FOLDER FILE...
#
# FOLDER holds the trusted public keys as <key id>.pem. Prints "CODE FILE" for each file: ok, bad_format, wrong_purpose,
# unknown_key or bad_signature. What lies deeper in the JSON than its first two members is not looked at.
set -u
export LC_ALL=C
label=$1 purpose=$2 keys=$3
shift 3
work=$(mktemp -d) && trap 'rm -rf "$work"' EXIT

# The text is taken apart and put together again; only what then is the same, byte by byte, was one whole text.
code_of() {
  [ "$(wc -c <"$1")" -le 1048576 ] || { echo bad_format; return; }
  sed 's/\r$//' "$1" >"$work/text"
  said=$(sed -n '1s/^-----BEGIN CARNET \([A-Z][A-Z]*\)-----$/\1/p' "$work/text")
  id=$(sed -n '2s/^Key: \([0-9a-f]\{16\}\)$/\1/p' "$work/text")
  sed -n '3s/^Signature: \(.\{86\}==\)$/\1/p' "$work/text" | base64 -d >"$work/signature" 2>/dev/null
  sed '1,4d;$d' "$work/text" | base64 -d >"$work/payload" 2>/dev/null
  {
    echo "-----BEGIN CARNET $said-----"
    echo "Key: $id"
    echo "Signature: $(base64 -w 0 "$work/signature")"
    echo
    base64 -w 64 "$work/payload"
    echo "-----END CARNET $said-----"
  } >"$work/again"
  [ -n "$said" ] && [ -n "$id" ] && [ -s "$work/payload" ] && cmp -s "$work/text" "$work/again" || { echo bad_format; return; }
  [ "$said" = "$label" ] || { echo wrong_purpose; return; }
  [ -f "$keys/$id.pem" ] || { echo unknown_key; return; }
  openssl pkeyutl -verify -rawin -pubin -inkey "$keys/$id.pem" -sigfile "$work/signature" -in "$work/payload" \
    >"$work/said" 2>&1 || { echo bad_signature; return; }
  grep -q '^Signature Verified Successfully$' "$work/said" || { echo bad_signature; return; }
  case $(head -c 200 "$work/payload" | tr -d '\0') in
    "{\"purpose\":\"$purpose\",\"keyId\":\"$id\""[,}]*) echo ok ;;
    "{\"purpose\":\"carnet-"*"\",\"keyId\":\"$id\""[,}]*) echo wrong_purpose ;;
    *) echo bad_format ;;
  esac
}

for file in "$@"; do
  echo "$(code_of "$file") $file"
done
