"""What a cell of an exercise carries for nbgrader; shared by the tests of handing in and of marking."""


def marked(grade_id, **more):
    told = {"schema_version": 3, "grade": False, "solution": False, "locked": False, "task": False}
    return {"nbgrader": {**told, "grade_id": grade_id, "cell_type": "code", **more}}
