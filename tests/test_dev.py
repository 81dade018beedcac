"""The command for a bare machine: what it starts compiles a module once."""

import subprocess
import sys
from pathlib import Path

import dev


def test_what_is_started_keeps_what_it_compiled_away_from_the_sources(tmp_path: Path) -> None:
    (tmp_path / "counted.py").write_text("NUMBER = 1\n")
    told = {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONPYCACHEPREFIX": "elsewhere", "LANG": "C"}
    kept = dev.keep_compiled(told)
    script = "import counted, sys; print(counted.__cached__, sys.dont_write_bytecode)"
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**kept, "PYTHONPYCACHEPREFIX": str(tmp_path / "compiled")},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    where, refused = done.stdout.split()
    assert refused == "False"
    assert Path(where).is_file()
    assert Path(where).is_relative_to(tmp_path / "compiled")
    assert [one.name for one in tmp_path.glob("*.py*")] == ["counted.py"]
    assert kept == {"PYTHONPYCACHEPREFIX": str(dev.COMPILED), "LANG": "C"}
    assert dev.COMPILED.is_relative_to(dev.ENVIRONMENT)
