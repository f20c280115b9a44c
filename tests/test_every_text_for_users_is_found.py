"""The lint step "translations" is only worth what it finds: in Python, under any imported name, and in templates."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.messages_in_source import found_in

pytestmark = pytest.mark.once

PYTHON = """
from django.utils.translation import gettext as _, pgettext_lazy as in_context
from django.utils.translation import ngettext
from elsewhere import gettext as untold

a = _("Save")
b = in_context("of a process", "Goal")
c = ngettext("One row", "%(count)s rows", 2)
d = _("Two words " "joined")
e = untold("Not for users")
"""
TEMPLATE = """
{% load i18n %}
{% translate "Skip" %} {{ _("Under") }} {% translate "Goal" context "aim" %}
{% blocktranslate trimmed count n=rows %}
  One {{ thing }}
{% plural %}
  {{ n }} {{ thing }}s
{% endblocktranslate %}
"""


def test_python_and_templates_are_read_and_tests_are_not(tmp_path: Path) -> None:
    package = tmp_path / "src/product"
    for place, text in {
        "app/models.py": PYTHON,
        "app/templates/app/page.html": TEMPLATE,
        "app/tests/test_it.py": "from django.utils.translation import gettext as _\n_('In a test')",
    }.items():
        (package / place).parent.mkdir(parents=True, exist_ok=True)
        (package / place).write_text(text)
    assert found_in(package) == {
        (None, "Save"): "src/product/app/models.py:6",
        ("of a process", "Goal"): "src/product/app/models.py:7",
        (None, "One row"): "src/product/app/models.py:8",
        (None, "Two words joined"): "src/product/app/models.py:9",
        (None, "Skip"): "src/product/app/templates/app/page.html:3",
        (None, "Under"): "src/product/app/templates/app/page.html:3",
        ("aim", "Goal"): "src/product/app/templates/app/page.html:3",
        (None, "One %(thing)s"): "src/product/app/templates/app/page.html:4",
    }
