"""Two-letter postal codes of the United States, its district and territories, by their names (USPS Publication 28)."""

_NAMES = """
Alabama AL|Alaska AK|American Samoa AS|Arizona AZ|Arkansas AR|California CA|Colorado CO|Connecticut CT|Delaware DE
District of Columbia DC|Florida FL|Georgia GA|Guam GU|Hawaii HI|Idaho ID|Illinois IL|Indiana IN|Iowa IA|Kansas KS
Kentucky KY|Louisiana LA|Maine ME|Maryland MD|Massachusetts MA|Michigan MI|Minnesota MN|Mississippi MS|Missouri MO
Montana MT|Nebraska NE|Nevada NV|New Hampshire NH|New Jersey NJ|New Mexico NM|New York NY|North Carolina NC
North Dakota ND|Northern Mariana Islands MP|Ohio OH|Oklahoma OK|Oregon OR|Pennsylvania PA|Puerto Rico PR
Rhode Island RI|South Carolina SC|South Dakota SD|Tennessee TN|Texas TX|Utah UT|Vermont VT|Virgin Islands VI
Virginia VA|Washington WA|West Virginia WV|Wisconsin WI|Wyoming WY
"""
_CODES = {
    row.rpartition(" ")[0].casefold(): row.rpartition(" ")[2] for row in _NAMES.strip().replace("\n", "|").split("|")
}


def state_code(text: str) -> str:
    """The two letters of a state given by name or by its letters; "" for anything else (a province, a country)."""
    folded = " ".join(text.casefold().split())
    if folded.upper() in _CODES.values():
        return folded.upper()
    return _CODES.get(folded, "")
