"""How forms are named at the prompt."""

from typing import Any

import click


class FormNumber(click.ParamType[int]):
    """A form's number, with or without the FQ- that mails put before it."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number; fails for anything else."""
        text = str(value).strip()
        digits = text[3:] if text[:3].upper() in {"FQ-", "FO-"} else text
        if not (digits.isascii() and digits.isdigit()) or len(digits) > 15:
            self.fail(f"{value!r} is not a form such as FQ-12", param, ctx)
        return int(digits)


form_argument = click.argument("number", type=FormNumber(), metavar="FORM")
