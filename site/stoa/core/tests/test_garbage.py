import os
import subprocess
import sys

from stoa.settings.env import ROOT

SERVING = "import gc; import stoa.wsgi; print(gc.get_freeze_count() > 100_000, gc.get_threshold())"


def test_what_a_serving_process_has_loaded_is_not_looked_through_again(tmp_path):
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "stoa.settings.test", "STOA_DATA_DIR": str(tmp_path)}
    command = [sys.executable, "-c", SERVING]

    said = subprocess.run(command, cwd=ROOT / "site", env=environment, capture_output=True, text=True)

    assert said.stdout.strip() == "True (10000, 20, 20)", said.stderr
