"""Problems and plans from outside: every fault at once, each with its path, what is wrong and the way out.

Structure is the published schemas' (problem.schema.json, plan.schema.json), meaning is meaning.py's. Nothing that
somebody can put into a file ends in a traceback: size, depth, duplicate keys, NaN and broken text are looked at first.
"""

import datetime
import functools
import json
from collections.abc import Iterator
from importlib import resources
from typing import Any

import jsonschema
from jsonschema.validators import extend

from .convert import Json, plan_from_json, problem_from_json
from .faults import Fault, Unreadable
from .meaning import faults_of, frozen_faults
from .plan import Plan
from .problem import Problem

MOST_BYTES = 64_000_000
MOST_FAULTS = 200


def read_problem(text: str | bytes) -> Problem:
    """The problem in a JSON text. Unreadable with everything that is wrong."""
    return problem_of(parse(text))


def read_plan(text: str | bytes) -> Plan:
    """The plan in a JSON text. Whether it fits a problem is verify's."""
    return plan_of_json(parse(text))


def problem_of(data: Any) -> Problem:
    """The problem in parsed JSON."""
    _refuse(structure("problem", data))
    _refuse(faults_of(data))
    week = problem_from_json(data)
    _refuse(frozen_faults(week))
    return week


def plan_of_json(data: Any) -> Plan:
    """The plan in parsed JSON."""
    _refuse(structure("plan", data))
    return plan_from_json(data)


def parse(text: str | bytes) -> Any:
    """JSON, or Unreadable with the line of the fault."""
    if len(text) > MOST_BYTES:
        _refuse(
            [Fault("", f"the text has more than {MOST_BYTES // 1_000_000} MB", "give one program's week at a time")]
        )
    twice: list[str] = []

    def pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(found)
        if len(made) < len(found):
            names = [name for name, _ in found]
            twice.append(next(name for name in names if names.count(name) > 1))
        return made

    def number(name: str) -> None:
        raise ValueError(f"{name} is not a number of JSON")

    try:
        if isinstance(text, bytes):
            text = text.decode("utf-8-sig")
        data = json.loads(text, object_pairs_hook=pairs, parse_constant=number)
    except UnicodeDecodeError as error:
        _refuse([Fault("", f"byte {error.start} is not UTF-8", "save the file as UTF-8")])
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        _refuse([Fault("", f"this is not JSON: {error.msg} ({where})", "give a JSON object")])
    except RecursionError:
        _refuse([Fault("", "the JSON is nested too deeply", "follow the published schema")])
    except ValueError as error:
        _refuse([Fault("", f"this is not JSON: {str(error)[:120]}", "use plain numbers")])
    if twice:
        _refuse(
            [
                Fault("", f"{_short(name)} is given twice in one object", "keep one of them")
                for name in twice[:MOST_FAULTS]
            ]
        )
    _refuse(list(_broken_text(data, "")))
    return data


def schema(name: str) -> Json:
    """The published schema of "problem" or "plan"."""
    found: Json = json.loads(resources.files(__package__).joinpath(f"{name}.schema.json").read_text("utf-8"))
    return found


def structure(name: str, data: Any) -> list[Fault]:
    """Where JSON is not built as the published schema says. A wrong format or version is told alone."""
    rules = schema(name)
    if not isinstance(data, dict):
        return [Fault("", "this is not a JSON object", f"give an object with the format openiop.schedule.{name}")]
    faults = []
    for key in ("format", "version"):
        wanted = rules["properties"][key]["const"]
        if data.get(key) != wanted or isinstance(data.get(key), bool):
            says = f"it is {_short(data[key])}" if key in data else "it is missing"
            faults.append(Fault(f"/{key}", f"{key} must be {_short(wanted)} and {says}", f"write {_short(wanted)}"))
    if faults:
        return faults
    for error in _checker(name).iter_errors(data):
        faults.append(_fault(error))
        if len(faults) == MOST_FAULTS:
            break
    return sorted(faults, key=lambda each: _natural(each.path))


@functools.cache
def _checker(name: str) -> Any:
    def whole(_: Any, value: Any) -> bool:  # JSON Schema takes 60.0 for a whole number; a minute is an int here
        return isinstance(value, int) and not isinstance(value, bool)

    kinds = jsonschema.Draft202012Validator.TYPE_CHECKER.redefine("integer", whole)
    formats = jsonschema.FormatChecker(formats=())
    formats.checks("date", raises=ValueError)(_is_date)
    return extend(jsonschema.Draft202012Validator, type_checker=kinds)(schema(name), format_checker=formats)


def _is_date(value: Any) -> bool:
    return not isinstance(value, str) or (len(value) == 10 and 1900 < datetime.date.fromisoformat(value).year < 9000)


def _fault(error: Any) -> Fault:
    path = "".join(f"/{str(each).replace('~', '~0').replace('/', '~1')}" for each in error.absolute_path)
    told = str(error.schema.get("description", "")).rstrip(".")
    match error.validator:
        case "required":
            name = next(
                each for each in error.validator_value if each not in error.instance and f"'{each}'" in error.message
            )
            return Fault(path, f"{name} is missing", f"add {name}")
        case "additionalProperties":
            unknown = sorted(set(error.instance) - set(error.schema["properties"]))
            known = ", ".join(error.schema["properties"])
            return Fault(
                path, f"{', '.join(_short(each) for each in unknown[:5])} is not known here", f"known are {known}"
            )
        case "minItems" | "maxItems":
            return Fault(path, f"there are {len(error.instance)} of them", f"give {told}")
    return Fault(path, f"{_short(error.instance)} is not right", f"give {told or error.message}")


def _broken_text(data: Any, path: str) -> Iterator[Fault]:
    """Half characters (lone surrogates) and control characters, which no system prints alike."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _broken_text(key, f"{path}/{_short(key)}")
            yield from _broken_text(value, f"{path}/{key}")
    elif isinstance(data, list):
        for n, value in enumerate(data):
            yield from _broken_text(value, f"{path}/{n}")
    elif isinstance(data, str) and any(each < " " or "\ud800" <= each <= "\udfff" or each == "\x7f" for each in data):
        yield Fault(
            path.encode("ascii", "replace").decode(), "the text has characters that cannot be written", "take them out"
        )


def _short(value: Any) -> str:
    """A value as JSON, cut to what a line takes."""
    if isinstance(value, int) and not isinstance(value, bool) and value.bit_length() > 200:
        return "a huge number"
    if isinstance(value, dict | list):
        return "an object" if isinstance(value, dict) else "a list"
    text = json.dumps(value, ensure_ascii=False).encode("utf-8", "replace").decode()
    return text if len(text) <= 60 else f"{text[:57]}…"


def _natural(path: str) -> list[tuple[int, str]]:
    return [(int(each), "") if each.isdigit() and len(each) < 9 else (-1, each) for each in path.split("/")]


def _refuse(faults: list[Fault]) -> None:
    if faults:
        raise Unreadable(faults[:MOST_FAULTS])
