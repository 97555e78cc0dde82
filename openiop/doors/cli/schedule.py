import argparse

from openiop.doors.cli.refusal import Refusal
from openiop.engines.scheduler import command

HELP = command.ABOUT
__doc__ = command.__doc__


def add_arguments(parser: argparse.ArgumentParser) -> None:
    command.add_arguments(parser)


def run(options: argparse.Namespace) -> int:
    try:
        return command.run(options)
    except command.Refused as refused:
        raise Refusal(str(refused)) from None
