"""Text of format=flowed with its soft line breaks undone (RFC 3676)."""


def unflow(text: str, delsp: bool) -> str:
    """The text with flowed lines joined. Quote depth ends a paragraph, so does the signature line; `delsp` drops the
    blank that marks a soft break (sections 4.1 to 4.5)."""
    out: list[str] = []
    open_depth = -1
    for line in text.split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        content = line[depth:].removeprefix(" ")
        signature = content == "-- "
        if open_depth == depth and not signature:
            out[-1] += content
        else:
            out.append(">" * depth + (" " if depth else "") + content)
        open_depth = -1
        if content.endswith(" ") and not signature:
            open_depth = depth
            out[-1] = out[-1][:-1] if delsp else out[-1]
    return "\n".join(out)
