"""The product's settings as the tests use them: the same but for a data folder of their own and cheap passwords."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

# Before the product's settings are read: they make the folder that they are told.
_home = tempfile.mkdtemp(prefix="processlots-test-")
atexit.register(shutil.rmtree, _home, ignore_errors=True)
os.environ["PROCESSLOTS_HOME"] = _home
(Path(_home) / "static").mkdir()  # whitenoise warns of a missing one at every request

from processlots.config.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
JOB_PATIENCE = 0  # in tests a job is done when the test says so
WHITENOISE_AUTOREFRESH = True  # looked up when asked for, instead of all listed for each of thousands of clients
