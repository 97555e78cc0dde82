"""Puts the engine's files into the wheel and the sdist: from the repository, or from the sdist they were put into."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

KEPT = {".py", ".json"}


class Engine(BuildHookInterface):  # type: ignore[type-arg]
    """Every module and schema of the engine, without its tests."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        here = Path(self.root)
        packed = here / "openiop_scheduler"
        engine = packed if packed.is_dir() else here.parents[1] / "openiop" / "engines" / "scheduler"
        licence = packed / "LICENSE" if packed.is_dir() else here.parents[1] / "LICENSE"
        for file in sorted(engine.rglob("*")):
            inside = file.relative_to(engine)
            if file.suffix in KEPT and "tests" not in inside.parts:
                build_data["force_include"][str(file)] = f"openiop_scheduler/{inside}"
        build_data["force_include"][str(licence)] = "openiop_scheduler/LICENSE"
