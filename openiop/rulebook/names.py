"""Names compared without regard to case, accents, punctuation and common short forms. Our own list of short
forms.
"""

from __future__ import annotations

import unicodedata

# Letters that Unicode does not take apart.
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i"})

_GROUPS = (
    "abigail abby gail",
    "albert alberto al bert beto",
    "alejandra sandra ale",
    "alejandro alejo alex",
    "alexander alex alec sandy sasha lex",
    "alexandra alex sandy sasha lexi",
    "alfonso poncho",
    "alfred alfredo fred al",
    "amanda mandy",
    "andrew andy drew",
    "angela angie",
    "anne ann anna annie nancy",
    "anthony antonio tony tono",
    "barbara barb barbie",
    "benjamin ben benny benji",
    "caroline carolina carol carrie caro",
    "catherine katherine kathryn kate katie kathy cathy kat kitty",
    "charles carlos charlie chuck chaz",
    "christina cristina christine chris tina crissy",
    "christopher cristobal chris kit topher",
    "cynthia cindy",
    "daniel dan danny",
    "daniela danielle dani",
    "david dave davey",
    "deborah debra deb debbie",
    "dolores lola",
    "donald don donny",
    "dorothy dot dottie dolly",
    "edward eduardo ed eddie ted lalo",
    "elizabeth liz lizzie beth betty betsy eliza libby",
    "enrique quique kike",
    "eugene gene",
    "fernando nando",
    "frances francesca francine fran frannie",
    "francis francisco frank paco pancho cisco",
    "franklin frank",
    "frederick fred freddy",
    "gabriel gabe gabi",
    "gabriela gaby gabi",
    "george jorge",
    "gerald gerardo jerry gerry",
    "gregory greg",
    "guadalupe lupe lupita",
    "guillermo memo",
    "harold hal harry",
    "henry hank harry",
    "ignacio nacho",
    "isabel isabella isabelle bella izzy chabela",
    "jacob jake",
    "jacqueline jackie",
    "james jim jimmy jamie jaime",
    "jennifer jenny jen",
    "jessica jess jessie",
    "jesus chuy",
    "john jack johnny juan jon",
    "jonathan jon johnny",
    "joseph jose joe joey pepe",
    "josephine josefina josie pepa",
    "joshua josh",
    "judith judy",
    "kenneth ken kenny",
    "kimberly kim",
    "lawrence larry",
    "leonard leo lenny leonardo",
    "leticia letty",
    "louis luis lou louie",
    "luis lucho",
    "manuel manny manolo",
    "margaret maggie meg peggy marge margie greta",
    "margarita rita",
    "maria mary mari",
    "martha marta patty",
    "matthew mateo matt",
    "maureen mo",
    "melissa mel missy",
    "michael miguel mike mikey mick",
    "michelle shelly",
    "nathaniel nathan nate nat",
    "nicholas nicolas nick nico",
    "pamela pam",
    "patricia pat patty tricia trish",
    "patrick pat paddy",
    "peter pedro pete",
    "philip phil felipe",
    "rafael rafa",
    "raymond ray ramon",
    "rebecca becca becky",
    "richard ricardo rick ricky rich",
    "robert roberto rob robby bob bobby bert",
    "ronald ron ronny",
    "rosario chayo",
    "samuel sam sammy",
    "samantha sam sammy",
    "santiago diego santi",
    "stephanie stefanie steph",
    "stephen steven steve esteban",
    "susan susana sue suzanne susie",
    "teresa theresa terry tess tere",
    "theodore ted teddy theo",
    "thomas tomas tom tommy",
    "timothy tim",
    "valerie valeria val",
    "veronica vero ronnie",
    "victor vic",
    "victoria vic vicky tori",
    "vincent vicente vince vin chente",
    "virginia ginny",
    "walter walt wally",
    "william will bill billy willie liam",
    "zachary zach zack",
)
_GROUPS_OF: dict[str, set[int]] = {}
for _number, _group in enumerate(_GROUPS):
    for _name in _group.split():
        _GROUPS_OF.setdefault(_name, set()).add(_number)


def fold(name: str) -> str:
    """Return the letters of a name, without case, accents, digits and punctuation: "Núñez-O'Hara" ->
    "nunezohara".
    """
    return "".join(letter for letter in _plain(name) if letter.isalpha())


def words(name: str) -> list[str]:
    """Return the folded words of a name: "María José" -> ["maria", "jose"]."""
    return [folded for folded in (fold(word) for word in name.replace("-", " ").split()) if folded]


def same_given(one: str, other: str) -> bool:
    """Say whether two given names are one name: "Mary" and "Mary Ann", but not "Mary Ann" and "Mary Beth"."""
    first, second = words(one), words(other)
    if not first or not second:
        return False
    if "".join(first) == "".join(second):
        return True
    return all(
        left == right or (n and (left[0] == right[0] and 1 in (len(left), len(right))))
        for n, (left, right) in enumerate(zip(first, second, strict=False))
    )


def short_form(one: str, other: str) -> bool:
    """Say whether one given name may be the other's short form: "Bill" and "William", not two of "María
    ...".
    """
    first, second = words(one), words(other)
    if not first or not second:
        return False
    if first[1:] and second[1:] and first[1:] != second[1:]:
        return False
    return bool(_GROUPS_OF.get(first[0], set()) & _GROUPS_OF.get(second[0], set()))


def _plain(name: str) -> str:
    apart = unicodedata.normalize("NFKD", name.casefold().translate(_PLAIN))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
