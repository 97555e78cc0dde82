"""A process of its own for HiGHS: reads a model's rows, solves, writes the values. `python -m bench.schedule.mip`."""

import json
import pickle
import sys
from pathlib import Path

import numpy as np


def main(model: str, answer: str, seconds: str) -> None:
    import highspy

    data = pickle.loads(Path(model).read_bytes())
    program = highspy.HighsLp()
    rows = data["rows"]
    program.num_col_, program.num_row_ = len(data["lower"]), len(rows)
    program.col_cost_ = np.array(data["costs"], dtype=float)
    program.col_lower_, program.col_upper_ = (np.array(data[name], dtype=float) for name in ("lower", "upper"))
    program.row_lower_ = np.array([row[0] for row in rows], dtype=float)
    program.row_upper_ = np.array([row[1] for row in rows], dtype=float)
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.start_ = np.cumsum([0, *(len(row[2]) for row in rows)]).astype(np.int32)
    program.a_matrix_.index_ = np.array([index for row in rows for index in row[2]], dtype=np.int32)
    program.a_matrix_.value_ = np.array([value for row in rows for value in row[3]], dtype=float)
    program.integrality_ = [highspy.HighsVarType.kInteger] * program.num_col_
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("time_limit", float(seconds))
    solver.passModel(program)
    solver.run()
    info = solver.getInfo()
    found = info.primal_solution_status == 2  # a feasible solution
    values = list(solver.getSolution().col_value) if found else []
    status = solver.modelStatusToString(solver.getModelStatus())
    Path(answer).write_text(json.dumps({"values": values, "status": status, "bound": info.mip_dual_bound}))


if __name__ == "__main__":
    main(*sys.argv[1:])
