"""The solver as the search uses it."""

from ortools.sat.python import cp_model


def exact(effort: float) -> cp_model.CpSolver:
    """One worker for so many deterministic seconds.

    It leaves Ctrl-C to the command: its own handler would take the press for this one model, and put the system's
    default back afterwards, so that the next one would kill us without a plan.
    """
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = effort
    solver.parameters.catch_sigint_signal = False
    return solver
