"""One module per page: read the question from the address, ask a service, render."""
