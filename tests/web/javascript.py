"""Plain modules of the pages asked outside a browser: their arithmetic needs none (C26)."""

import json
import shutil
import subprocess
from typing import Any

from tests.web.tokens import STATIC

NODE = shutil.which("node")
ASKING = """
const [body, given] = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
const asked = import(process.argv[1]).then((m) => {
  const names = Object.keys(m);
  return new Function(...names, "given", `return (${body});`)(...names.map((name) => m[name]), given);
});
const failed = (error) => { console.error(error); process.exit(1); };
asked.then((answer) => console.log(JSON.stringify(answer ?? null)), failed);
"""


def ask(module: str, expression: str, *given: Any) -> Any:
    """Return what an expression comes to with a module's names in hand; `given` is an array in it.

    What JSON has no word for (NaN, infinity) is null.
    """
    assert NODE, "Node is not there: scripts/system-packages.sh installs it"
    told = json.dumps([expression, list(given)])
    path = (STATIC / "modules" / f"{module}.js").as_uri()
    done = subprocess.run([NODE, "-e", ASKING, path], input=told, capture_output=True, text=True, timeout=30)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
