"""The one root of every error this package raises on purpose."""


class FilmScoreError(ValueError):
    """Something given to the course cannot be used; the message shows the value and the way out.

    It is a `ValueError`, so code that knows nothing of film still catches it as a bad value.

    Examples
    --------
    >>> import filmscore as fs
    >>> try:
    ...     fs.Rate("26")
    ... except fs.FilmScoreError as error:
    ...     print(type(error).__name__)
    FilmScoreError
    """


def shown(value: object, width: int = 60) -> str:
    """A value as an error shows it: its repr, cut where it would bury the message.

    >>> shown("x" * 100, width=12)
    "'xxxxxxxxxx…"
    """
    try:
        text = repr(value)
    except Exception:  # a value that cannot even be printed
        text = f"a {type(value).__name__}"
    return text if len(text) <= width else text[: width - 1] + "…"
