"""``python -m tests.support.fast_compression bake …``: manage.py, with files compressed as fast as responses that are rendered on request.

The tests look at what is compressed; Brotli at its best takes longer than rendering the page.
"""

import runpy
import sys
from functools import partial

import brotli

from tests.support.repository import ROOT

if __name__ == "__main__":
    brotli.compress = partial(brotli.compress, quality=5)
    sys.argv[0] = str(ROOT / "manage.py")
    runpy.run_path(sys.argv[0], run_name="__main__")
