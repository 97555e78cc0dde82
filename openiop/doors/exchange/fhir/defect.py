"""What is wrong with a file, in one line that says where."""


class Defect(Exception):
    """A file that cannot be taken.

    `where` is a line and column ("line 17, column 3"), a path in the words of FHIR
    ("Bundle.entry[12].resource.birthDate"), or "" where the whole file is meant. `problem` says what stands
    there and what was expected. Neither repeats more of the content than the faulty value, cut short.
    """

    def __init__(self, where: str, problem: str) -> None:
        super().__init__(f"{where}: {problem}" if where else problem)
        self.where = where
        self.problem = problem


def quoted(value: object) -> str:
    """A faulty value as a message may show it: short, on one line, printable."""
    text = "".join(letter if letter.isprintable() else "�" for letter in str(value))
    return f'"{text[:57]}…"' if len(text) > 60 else f'"{text}"'
