"""Write anew all that is generated: transcripts, help, the manual page and the sample pictures.

python -m tests.regenerate
"""

import re
import subprocess
import sys

from lstmcount.cli.manual import manual
from tests.helpers.in_process import lstmcount
from tests.helpers.program import ROOT

PAGES = [ROOT / "README.md", *sorted((ROOT / "lstmcount/cli/topics").glob("*.md"))]
MANUAL = ROOT / "lstmcount/cli/lstmcount.1"
SAMPLES = ROOT / "samples/README.md"


def picture_command() -> list[str]:
    """Return the arguments that draw the pictures, as the samples' page names them."""
    (command,) = re.findall("lstmcount (trace .* --html .*)\n", SAMPLES.read_text(encoding="utf-8"))
    return str(command).split()


def main() -> None:
    """Write everything; the manual last, for it holds the topics."""
    lstmcount(*picture_command())
    command = [sys.executable, "-m", "cogapp", "-r", "-I", str(ROOT), *map(str, PAGES)]
    subprocess.run(command, cwd=ROOT, check=True)
    MANUAL.write_text(manual(), encoding="utf-8")


if __name__ == "__main__":
    main()
