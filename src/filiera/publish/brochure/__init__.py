"""The brochure: what the evidence holds, as a PDF of numbers that can be defended."""
