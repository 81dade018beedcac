"""Start the command as `python -m validation.cli`."""

from validation.cli import main

main()
