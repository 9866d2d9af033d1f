"""`python -m processor.cli` is `signoff`: for a checkout whose command is not installed."""

from processor.cli import main

if __name__ == "__main__":
    main(prog_name="signoff")
