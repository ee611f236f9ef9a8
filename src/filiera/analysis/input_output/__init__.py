"""Input-output analysis in the notation of Miller & Blair: pure functions over labelled tables.

Notation, as in Miller, R. E. & Blair, P. D. (2009), *Input-Output Analysis*, 2nd ed., Cambridge (3rd ed. 2022):
``Z`` intermediate flows (row sells, column buys), ``f`` final demand, ``x`` output, ``v`` a primary input,
``A = Z x̂⁻¹`` coefficients, ``L = (I − A)⁻¹`` the Leontief inverse, ``B = x̂⁻¹ Z`` and ``G = (I − B)⁻¹`` of Ghosh.
"""
