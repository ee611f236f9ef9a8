"""The rules of the ledger: each a function ``Case → findings``, computed from structured fields alone."""
