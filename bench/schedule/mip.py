"""A process of its own for HiGHS: reads a model's rows, solves, writes the values. `python -m bench.schedule.mip`."""

import json
import pickle
import sys
from pathlib import Path

import numpy as np


def main(model: str, answer: str, seconds: str) -> None:
    import highspy

    data = pickle.loads(Path(model).read_bytes())
    rows, count = data["rows"], len(data["lower"])
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("time_limit", float(seconds))
    every = np.arange(count, dtype=np.int32)
    solver.addVars(count, np.array(data["lower"], dtype=float), np.array(data["upper"], dtype=float))
    solver.changeColsCost(count, every, np.array(data["costs"], dtype=float))
    solver.changeColsIntegrality(count, every, np.full(count, highspy.HighsVarType.kInteger))
    solver.addRows(
        len(rows),
        np.array([row[0] for row in rows], dtype=float),
        np.array([row[1] for row in rows], dtype=float),
        sum(len(row[2]) for row in rows),
        np.cumsum([0, *(len(row[2]) for row in rows[:-1])]).astype(np.int32),
        np.array([index for row in rows for index in row[2]], dtype=np.int32),
        np.array([value for row in rows for value in row[3]], dtype=float),
    )
    solver.run()
    info = solver.getInfo()
    found = info.primal_solution_status == 2  # a feasible solution
    values = list(solver.getSolution().col_value) if found else []
    status = solver.modelStatusToString(solver.getModelStatus())
    Path(answer).write_text(json.dumps({"values": values, "status": status, "bound": info.mip_dual_bound}))


if __name__ == "__main__":
    main(*sys.argv[1:])
